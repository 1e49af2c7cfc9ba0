using System.Collections.Concurrent;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>Keeps everything that clients above it ask and are answered. Thread-safe.</summary>
internal sealed class ExchangeRecorder(ConcurrentQueue<Exchange> exchanges) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private const string Stream = "text/event-stream";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // a form's files are not words, nor are parts of one
        var sent = request.Content is null || request.Content.Headers.ContentType?.MediaType is "multipart/form-data" or "application/offset+octet-stream" ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        var type = answer.Content.Headers.ContentType?.MediaType;
        string? body = null;
        if (type != Stream)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            body = await answer.Content.ReadAsStringAsync(cancellationToken);
        }

        exchanges.Enqueue(new(request.Method.Method, request.RequestUri!.PathAndQuery, sent, request.Content?.Headers.ContentType?.MediaType, (int)answer.StatusCode, body is "" ? null : type, body is "" ? null : body));
        return answer;
    }
}

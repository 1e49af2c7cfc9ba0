using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Nq72.Testing.Http;

/// <summary>
/// A partner's endpoint: a real server on a loopback port that records each request and answers as it is told. It can be stopped and
/// started again on the same port. Thread-safe.
/// </summary>
public sealed class RecordingReceiver : IAsyncDisposable
{
    /// <summary>How long the waits below wait unless told otherwise.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<ReceivedRequest> requests = [];
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? server;
    private int port;

    private RecordingReceiver()
    {
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{port}/");

    /// <summary>How each request is answered; 200 unless told otherwise. May wait (a slow partner) and may throw nothing.</summary>
    public Func<ReceivedRequest, CancellationToken, Task<ReceiverAnswer>> Script { get; set; } = (_, _) => Task.FromResult(ReceiverAnswer.Ok);

    /// <summary>What arrived up to now, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    /// <summary>A receiver that listens.</summary>
    public static async Task<RecordingReceiver> StartNewAsync(CancellationToken cancellationToken)
    {
        var receiver = new RecordingReceiver();
        await receiver.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Answers by a function of the request alone.</summary>
    public void Answer(Func<ReceivedRequest, ReceiverAnswer> script) => Script = (request, _) => Task.FromResult(script(request));

    /// <summary>Waits until at least so many requests arrived, and returns all of them.</summary>
    public Task<IReadOnlyList<ReceivedRequest>> WaitForAsync(int count, CancellationToken cancellationToken, TimeSpan? timeout = null) =>
        WaitForAsync(arrived => arrived.Count >= count, $"{count} requests", cancellationToken, timeout);

    /// <summary>Waits until what arrived satisfies a condition, and returns all of it.</summary>
    /// <param name="condition">Asked again after each arrival.</param>
    /// <param name="what">Names the condition when it is not met in time.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="timeout"><see cref="Patience"/> when null.</param>
    public async Task<IReadOnlyList<ReceivedRequest>> WaitForAsync(
        Func<IReadOnlyList<ReceivedRequest>, bool> condition, string what, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            IReadOnlyList<ReceivedRequest> arrived;
            Task next;
            lock (gate)
            {
                arrived = [.. requests];
                next = arrival.Task;
            }

            if (condition(arrived))
                return arrived;
            var left = (timeout ?? Patience) - TimeProvider.System.GetElapsedTime(start);
            try
            {
                await next.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Not within {(timeout ?? Patience).TotalSeconds:0.#} s: {what}; {arrived.Count} arrived at {Url}");
            }
        }
    }

    /// <summary>Listens (again), on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        server = builder.Build();
        server.Run(ReceiveAsync);
        await server.StartAsync(cancellationToken);
        port = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    /// <summary>Stops listening: connections are refused until <see cref="StartAsync"/>.</summary>
    public async Task StopAsync()
    {
        if (server is null)
            return;
        // requests in hand are cut, as by a partner that dies
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
        server = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        ReceivedRequest request;
        TaskCompletionSource waiters;
        lock (gate)
        {
            request = new ReceivedRequest(
                requests.Count + 1, context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body.ToArray(), TimeProvider.System.GetUtcNow());
            requests.Add(request);
            waiters = arrival;
            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.SetResult();
        await AnswerAsync(context, await Script(request, context.RequestAborted));
    }

    private static async Task AnswerAsync(HttpContext context, ReceiverAnswer answer)
    {
        if (answer.CutConnection)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        if (answer.Body.Length > 0)
            await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}

namespace Nq72.Scheduler.Channels;

/// <summary>An unsigned POST of a form, outside the channels, guarded as theirs are: the same addresses, no redirects. Thread-safe.</summary>
public sealed class FormPost
{
    private readonly OutboundHttp http;
    private readonly TimeProvider clock;

    internal FormPost(OutboundHttp http, TimeProvider clock) => (this.http, this.clock) = (http, clock);

    /// <summary>Posts the form. Null when the receiver took it (2xx).</summary>
    /// <param name="url">Where to.</param>
    /// <param name="form">Names and values, in order.</param>
    /// <param name="patience">How long the whole may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PostFailure?> SendAsync(Uri url, IReadOnlyList<KeyValuePair<string, string>> form, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        return await http.PostAsync(request, patience, clock, cancellationToken);
    }
}

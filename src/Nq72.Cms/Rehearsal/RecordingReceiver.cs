using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Nq72.Cms.Rehearsal;

/// <summary>A partner played inside this process: takes every push on loopback, answers 200, and counts.</summary>
internal sealed class RecordingReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> received = new(StringComparer.Ordinal);

    private RecordingReceiver(WebApplication app) => this.app = app;

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>How often each <c>webhook-id</c> came in: more than once is a fault of ours.</summary>
    public IReadOnlyDictionary<string, int> Received => received;

    public static async Task<RecordingReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new RecordingReceiver(builder.Build());
        receiver.app.MapPost("/{channel}/{destination}", receiver.TakeAsync);
        await receiver.app.StartAsync(cancellationToken);
        receiver.Url = receiver.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        await request.Body.CopyToAsync(Stream.Null, cancellationToken);
        received.AddOrUpdate(request.Headers["webhook-id"].ToString(), 1, (_, times) => times + 1);
        return Results.Ok();
    }
}

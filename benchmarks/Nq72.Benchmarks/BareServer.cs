using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Nq72.Benchmarks;

/// <summary>The baseline of reading: a Kestrel endpoint that does one thing and then sends bytes that it has at hand.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private BareServer(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>A server that answers everything with the bytes.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="first">What it does before each; null for nothing.</param>
    public static async Task<BareServer> StartAsync(byte[] bytes, Func<Task>? first = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(async context =>
        {
            if (first is not null)
                await first();
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
        });
        await server.StartAsync();
        return new BareServer(server);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

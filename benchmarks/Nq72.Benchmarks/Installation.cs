using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nq72.Cms.Composition;

namespace Nq72.Benchmarks;

/// <summary>An installation in this process, on real Kestrel, with the campaign's recipe loaded, in a folder that is thrown away.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Token = "benchmark-token-0123456789abcdef-0123456789";

    private readonly WebApplication app;
    private readonly string folder;

    private Installation(WebApplication app, string folder, string url)
    {
        this.app = app;
        this.folder = folder;
        Url = url;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public string Url { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Size of the database's file and its log.</summary>
    public long DatabaseBytes => Directory.EnumerateFiles(folder, "nq72.db*").Sum(file => new FileInfo(file).Length);

    public static async Task<Installation> StartAsync(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("nq72-benchmark-").FullName;
        var host = Nq72Host.Build(
            ["--urls", "http://127.0.0.1:0", $"--Nq72:DataDirectory={data}", $"--Nq72:BootstrapToken={Token}", "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8", .. settings],
            builder => builder.Logging.ClearProviders());
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        await StartUp.PrepareAsync(host.Services, CancellationToken.None);
        await host.StartAsync();
        Console.SetOut(output);
        return new Installation(host, data, host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Sends JSON and reads JSON; a problem ends the benchmark.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

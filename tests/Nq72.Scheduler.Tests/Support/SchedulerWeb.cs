using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Support;

/// <summary>The scheduler in a small web host on a real port, with its real clock, release clock and housekeeping. Who asks is in a header.</summary>
internal sealed class SchedulerWeb : IAsyncDisposable
{
    public const string ScopesHeader = "X-Scopes";

    private readonly WebApplication app;
    private readonly HttpClient client;

    private readonly TestDatabase? owned;

    private SchedulerWeb(WebApplication app, TestDatabase? owned, FakeGateway gateway)
    {
        this.app = app;
        this.owned = owned;
        Gateway = gateway;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/api/v1/manage/";
        client = new HttpClient { BaseAddress = new Uri(Address) };
    }

    /// <summary>Where the routes begin.</summary>
    public string Address { get; }

    public FakeGateway Gateway { get; }

    public IServiceProvider Services => app.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>On a database of its own.</summary>
    public static async Task<SchedulerWeb> StartAsync(DatabaseProvider provider)
    {
        var database = await SchedulerSchema.Template.CreateAsync(provider, Token);
        return await StartAsync(database, database);
    }

    /// <summary>On a database that outlives it.</summary>
    public static Task<SchedulerWeb> StartAsync(TestDatabase database) => StartAsync(database, owned: null);

    private static async Task<SchedulerWeb> StartAsync(TestDatabase database, TestDatabase? owned)
    {
        var gateway = new FakeGateway();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Nq72:Channels:AllowPrivateNetworks"] = "127.0.0.0/8" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton<TimeProvider>(new AnchoredClock(TimeProvider.System))
            .AddSingleton(new InstallationOptions { Zone = SchedulerHost.Zone })
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<IContentGateway>(gateway)
            .AddNq72Database(database.Options)
            .AddNq72Scheduler(database.Options, builder.Configuration)
            .AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
        builder.Services.AddAuthorization(options =>
        {
            foreach (var scope in Scopes.All)
                options.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(RequestFacts.ScopeClaim, scope, Scopes.Admin));
        });
        var built = builder.Build();
        built.UseRouting().UseAuthentication().UseAuthorization();
        built.MapGroup("/api/v1/manage").MapNq72Scheduler();
        await built.StartAsync(Token);
        return new SchedulerWeb(built, owned, gateway);
    }

    /// <summary>Asks with every scope unless told otherwise.</summary>
    public async Task<WebAnswer> AskAsync(HttpMethod method, string path, string? json = null, string scopes = Scopes.Admin, string? ifMatch = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (scopes.Length > 0)
            request.Headers.Add(ScopesHeader, scopes);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Token);
        var body = response.Content.Headers.ContentLength == 0 ? default : await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return new((int)response.StatusCode, body, response.Headers.ETag?.Tag, response.Headers.Location?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (owned is not null)
            await owned.DisposeAsync();
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var scopes = Request.Headers[ScopesHeader].ToString();
            if (scopes.Length == 0)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity("header");
            identity.AddClaim(new(ClaimTypes.NameIdentifier, "test"));
            identity.AddClaim(new(ClaimTypes.Name, "Người thử"));
            identity.AddClaims(scopes.Split(',').Select(scope => new Claim(RequestFacts.ScopeClaim, scope)));
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}

/// <summary>What came back.</summary>
internal sealed record WebAnswer(int Status, JsonElement Body, string? ETag, string? Location)
{
    public string? Text(string name) => Body.GetProperty(name).GetString();
}

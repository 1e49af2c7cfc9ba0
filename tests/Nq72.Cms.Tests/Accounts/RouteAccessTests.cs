using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>
/// Every route times every role of the campaign's recipe, as a reviewed file (<c>tests/snapshots/access.txt</c>): who is let in, found by asking. A route that is
/// new, or opens or closes for somebody, shows there; <c>NQ72_ACCEPT_ACCESS=1</c> writes it anew.
/// </summary>
public sealed class RouteAccessTests
{
    private const string Unknown = "4000000000000000000000000z";
    private static readonly string File = RepositoryRoot.Combine("tests", "snapshots", "access.txt");

    // answered for everyone, by their own rules: what readers, partners without a key and monitors ask
    private static readonly string[] Open =
    [
        "/", "/docs", "/openapi/", "/health/", "/metrics", "/robots.txt", "/sitemap", "/media/", "/preview", "/api/v1/items", "/api/v1/sync", "/api/v1/feeds/", "/api/v1/calendar", "/api/v1/loudspeaker/", "/{type:regex", "/{**path",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_is_not_public_names_a_policy()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var routes = Routes(host).ToList();
        Assert.True(routes.Count > 150, $"Only {routes.Count} routes were found.");

        Assert.All(routes.Where(route => !IsOpen(route.Path)), route => Assert.True(
            route.Endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null, $"{route.Method} {route.Path} names no policy and does not say that it needs none."));
        // who works at the desk without having signed in: getting in, and the shell's own pages
        Assert.Equal(
            ["/admin/error/{status:int}", "/admin/forgot", "/admin/language", "/admin/link/{secret}", "/admin/sign-in", "/admin/sign-in/code", "/admin/sign-in/passkey", "/admin/sign-out"],
            routes.Where(route => !IsOpen(route.Path) && route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(route => route.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_lets_in_just_the_roles_that_the_table_names()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var roles = await RolesAsync(host);
        using var stranger = new Caller(host, null, null);
        var callers = new List<Caller>();
        foreach (var (role, scopes) in roles)
            callers.Add(await Caller.OfAsync(host, role, scopes));
        var lines = new List<string>();
        foreach (var route in Routes(host).Where(route => route.Method is "GET" || !route.IsPage).OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal))
        {
            if (await stranger.IsLetInAsync(route, Token))
            {
                lines.Add($"{route.Method,-7}{route.Path}: everyone");
                continue;
            }

            var let = new List<string>();
            foreach (var caller in callers)
            {
                if (await caller.IsLetInAsync(route, Token))
                    let.Add(caller.Role!);
            }

            lines.Add($"{route.Method,-7}{route.Path}: {(let.Count == roles.Count ? "every role" : string.Join(' ', let))}");
        }

        foreach (var caller in callers)
            caller.Dispose();
        if (Environment.GetEnvironmentVariable("NQ72_ACCEPT_ACCESS") == "1")
            await System.IO.File.WriteAllLinesAsync(File, lines, Token);
        Assert.Equal(await System.IO.File.ReadAllLinesAsync(File, Token), lines);
    }

    [Fact]
    public async Task Post_without_the_forms_token_is_refused_on_every_page_and_a_cookie_opens_no_api()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var admin = await Caller.OfAsync(host, "Administrator", [Scopes.Admin]);
        var pages = Routes(host).Where(route => route.IsPage && route.Method == "GET" && route.Path.StartsWith("/admin", StringComparison.Ordinal) && !route.Path.StartsWith("/admin/error", StringComparison.Ordinal)).ToList();
        Assert.True(pages.Count > 30);
        foreach (var page in pages)
            // the form of files asks for its token itself, once it has seen that it is a form of files
            Assert.Equal((page.Path, page.Path == "/admin/media/upload" ? HttpStatusCode.UnsupportedMediaType : HttpStatusCode.BadRequest), (page.Path, await admin.AskAsync(HttpMethod.Post, page.Sample, asPerson: true, Token)));
        foreach (var route in Routes(host).Where(route => route.Path.StartsWith("/api/v1/manage", StringComparison.Ordinal)))
        {
            // where files are taken the route itself passes over what is no form, before it asks who sends it
            var answer = await admin.AskAsync(new HttpMethod(route.Method), route.Sample, asPerson: true, Token);
            Assert.True(answer is HttpStatusCode.Unauthorized or HttpStatusCode.UnsupportedMediaType, $"{route.Method} {route.Path}: {answer}");
        }
    }

    [Fact]
    public async Task Every_page_forbids_frames_and_inline_code_and_leads_nowhere_else()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var admin = await Caller.OfAsync(host, "Administrator", [Scopes.Admin]);
        foreach (var page in Routes(host).Where(route => route.IsPage && route.Method == "GET" && route.Path.StartsWith("/admin", StringComparison.Ordinal)))
        {
            using var answer = await admin.SendAsync(HttpMethod.Get, page.Sample + "?returnUrl=https%3A%2F%2Fevil.example", asPerson: true, Token);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore, page.Path);
            Assert.DoesNotContain("evil.example", answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
            var text = await answer.Content.ReadAsStringAsync(Token);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=\"", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("<[^>]* on[a-z]+=\"", text);
        }
    }

    [Theory]
    [InlineData("https://evil.example"), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("\\\\evil.example"), InlineData("javascript:alert(1)"), InlineData("/%09/evil.example")]
    public async Task Sign_in_leads_back_to_the_desk_whatever_the_address_says(string returnUrl)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var password = await DeskBrowser.MakeAsync(host, "lan");
        using var browser = new DeskBrowser(host);

        var answer = await browser.PostAsync("/admin/sign-in", "", Token, ("name", "lan"), ("password", password), ("returnUrl", returnUrl));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(host.Url.Host, new Uri(host.Url, answer.To!).Host);
    }

    private static bool IsOpen(string path) => path == "/" || Open.Skip(1).Any(open => path.StartsWith(open, StringComparison.Ordinal));

    private static IEnumerable<Route> Routes(CmsHost host) => host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(method => method is not "HEAD" and not "OPTIONS")
            .Select(method => new Route(method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint)))
        .DistinctBy(route => (route.Method, route.Path));

    // as recipes/nq72 brings them
    private static async Task<IReadOnlyList<(string Role, IReadOnlyList<string> Scopes)>> RolesAsync(CmsHost host)
    {
        var recipe = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(RepositoryRoot.Combine("recipes", "nq72.recipe.json"), Token))!;
        var roles = recipe["steps"]!.AsArray().Single(step => step!["name"]!.GetValue<string>() == "Roles")!["Roles"]!.AsArray()
            .Select(role => (role!["Name"]!.GetValue<string>(), (IReadOnlyList<string>)[.. role["Permissions"]!.AsArray().Select(scope => scope!.GetValue<string>())])).ToList();
        Assert.Equal(8, roles.Count);
        foreach (var (role, scopes) in roles)
            Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync(role, role, scopes, Token))).Succeeded);
        return roles;
    }

    private sealed record Route(string Method, string Path, RouteEndpoint Endpoint)
    {
        public bool IsPage => Endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null;

        /// <summary>An address of the route, of something that is not there.</summary>
        public string Sample => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => ValueOf(parameter),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));

        private static string ValueOf(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter)
        {
            var kinds = parameter.ParameterPolicies.Select(policy => policy.Content ?? "").ToList();
            return kinds.Contains("guid") ? Guid.Empty.ToString() : kinds.Contains("int") ? "404" : parameter.Name is "id" or "contentItemId" ? Unknown : parameter.Name == "code" ? "404" : "x1";
        }
    }

    /// <summary>Somebody with one role: as a program with a key at the API, as a person at the desk.</summary>
    private sealed class Caller : IDisposable
    {
        private readonly HttpClient program;
        private readonly HttpClient person;
        private readonly CmsHost host;

        public Caller(CmsHost host, string? role, string? secret, CookieContainer? cookies = null)
        {
            (this.host, Role) = (host, role);
            program = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
            if (secret is not null)
                program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
            person = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() });
        }

        public string? Role { get; }

        public static async Task<Caller> OfAsync(CmsHost host, string role, IReadOnlyList<string> scopes)
        {
            var token = (await host.RunAsync<ApiTokens, Outcome<(ApiToken Token, string Secret)>>(tokens => tokens.CreateAsync(role, [.. scopes], null, Actor.System, null, Token))).Value;
            using var browser = new DeskBrowser(host);
            Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(role, await DeskBrowser.MakeAsync(host, role, role), Token)).Status);
            return new Caller(host, role, token.Secret, browser.Cookies);
        }

        public async Task<bool> IsLetInAsync(Route route, CancellationToken cancellationToken)
        {
            var isDesk = route.Path.StartsWith("/admin", StringComparison.Ordinal);
            using var answer = await SendAsync(new HttpMethod(route.Method), route.Sample, isDesk, cancellationToken);
            return answer.StatusCode is not HttpStatusCode.Unauthorized and not HttpStatusCode.Forbidden && answer.Headers.Location?.OriginalString.Contains("/admin/sign-in?", StringComparison.Ordinal) != true;
        }

        public async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, bool asPerson, CancellationToken cancellationToken)
        {
            using var answer = await SendAsync(method, path, asPerson, cancellationToken);
            return answer.StatusCode;
        }

        // the head is enough: some answers never end
        public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, bool asPerson, CancellationToken cancellationToken)
        {
            var request = new HttpRequestMessage(method, new Uri(host.Url, path));
            if (method != HttpMethod.Get && method != HttpMethod.Delete)
                request.Content = new StringContent("[]", System.Text.Encoding.UTF8, "application/json");
            return (asPerson ? person : program).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }

        public void Dispose()
        {
            program.Dispose();
            person.Dispose();
        }
    }
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts;

/// <summary>Authenticates <c>Authorization: Bearer …</c> by API token, and says 401 and 403 as problems.</summary>
internal sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Token";
    private const string Bearer = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) => request.Headers.Authorization.Count > 0 || IsApi(request);

    /// <summary>
    /// Refuses a credential that does not hold on routes that need none, too: whoever sends a token means to be somebody, and must hear that it is
    /// wrong or has expired instead of reading what everyone reads. Goes after authentication.
    /// </summary>
    public static void RefuseBadTokens(IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Headers.Authorization.Count > 0 && IsApi(context.Request) && context.User.Identity?.IsAuthenticated != true ? context.ChallengeAsync(SchemeName) : next(context));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("Only bearer tokens are known.");
        if (await tokens.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } token)
            return AuthenticateResult.Fail("The token is unknown, expired or taken back.");
        var claims = token.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(RequestFacts.ScopeClaim, scope))
            .Append(new Claim(ClaimTypes.NameIdentifier, token.Id.ToString()))
            .Append(new Claim(ClaimTypes.Name, token.Name))
            .Append(new Claim(RequestFacts.ActorKindClaim, nameof(ActorKind.Token)));
        // what goes on with the request asks it for its limits and origins
        Context.Features.Set(token);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = Request.Headers.Authorization.Count > 0;
        // Source: RFC 6750 §3.1
        Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
        return new ProblemResult(given
            ? new Problem(401, "badToken", new("Mã truy cập không đúng", "The token is not valid"), new("Mã truy cập không có, đã hết hạn hoặc đã bị thu hồi.", "The token is unknown, expired or taken back."))
            : new Problem(401, "noToken", new("Cần mã truy cập", "A token is needed"), new("Gửi kèm 'Authorization: Bearer <mã>'.", "Send 'Authorization: Bearer <token>'."))).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => new ProblemResult(ScopeTooSmall).ExecuteAsync(Context);

    private static bool IsApi(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    internal static Problem ScopeTooSmall => new(403, "scope",
        new("Không đủ quyền", "The scope is too small"), new("Mã truy cập này không có quyền làm việc đó.", "This token may not do that."));
}

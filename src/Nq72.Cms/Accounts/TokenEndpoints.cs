using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts;

/// <summary>API tokens and accounts over HTTP: <c>/api/v1/manage/tokens</c>, <c>/api/v1/manage/users</c>.</summary>
internal static class TokenEndpoints
{
    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder manage)
    {
        var tokens = manage.MapGroup("/tokens").WithTags("Mã truy cập").RequireAuthorization(Scopes.Admin);
        tokens.MapGet("", ListAsync).WithName("ListTokens").WithSummary("Các mã truy cập (không có mã, chỉ có tên và quyền)").Produces<TokenList>();
        tokens.MapPost("", CreateAsync).WithName("CreateToken").WithSummary("Tạo mã truy cập; mã chỉ hiện một lần").Produces<CreatedToken>(StatusCodes.Status201Created);
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeToken").WithSummary("Thu hồi một mã truy cập").Produces(StatusCodes.Status204NoContent);
        manage.MapGet("/users", UsersAsync).WithTags("Tài khoản").RequireAuthorization(Scopes.Admin).WithName("ListUsers").WithSummary("Các tài khoản").Produces<UserList>();
        return manage;
    }

    /// <summary>Body of <c>POST /manage/tokens</c>.</summary>
    /// <param name="Name">For people, 1–200 characters.</param>
    /// <param name="Scopes">At least one.</param>
    /// <param name="ExpiresAt">From when it is refused; absent for never.</param>
    internal sealed record NewToken(string? Name, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt = null);

    /// <summary>A token as it is listed.</summary>
    internal sealed record TokenRow(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

    /// <summary>A list of tokens.</summary>
    internal sealed record TokenList(IReadOnlyList<TokenRow> Items, string? Next);

    /// <summary>A token that was just made; the only time its secret is seen.</summary>
    internal sealed record CreatedToken(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string Token);

    /// <summary>An account as it is listed.</summary>
    internal sealed record UserRow(Guid Id, string UserName, string DisplayName, string? Email, DateTimeOffset CreatedAt);

    /// <summary>A list of accounts.</summary>
    internal sealed record UserList(IReadOnlyList<UserRow> Items, string? Next);

    private static async Task<IResult> ListAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.ApiTokens.AsNoTracking().OrderBy(token => token.CreatedAt).ToListAsync(cancellationToken);
        return Results.Json(new TokenList(rows.ConvertAll(token => new TokenRow(token.Id, token.Name, ScopesOf(token), token.CreatedAt, token.ExpiresAt, token.RevokedAt, token.LastUsedAt)), null), Json.Options);
    }

    private static async Task<IResult> CreateAsync(JsonBody<NewToken> body, ApiTokens tokens, HttpContext http, CancellationToken cancellationToken)
    {
        var made = await body.ThenAsync(input => tokens.CreateAsync(input.Name ?? "", input.Scopes ?? [], input.ExpiresAt, http.RequiredActor(), null, cancellationToken));
        return made.ToHttp(token => Results.Json(
            new CreatedToken(token.Token.Id, token.Token.Name, ScopesOf(token.Token), token.Token.ExpiresAt, token.Secret), Json.Options, statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> RevokeAsync(Guid id, ApiTokens tokens, HttpContext http, CancellationToken cancellationToken) =>
        (await tokens.RevokeAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());

    private static async Task<IResult> UsersAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Users.AsNoTracking().OrderBy(user => user.UserName).ToListAsync(cancellationToken);
        return Results.Json(new UserList(rows.ConvertAll(user => new UserRow(user.Id, user.UserName!, user.DisplayName, user.Email, user.CreatedAt)), null), Json.Options);
    }

    private static string[] ScopesOf(ApiToken token) => token.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

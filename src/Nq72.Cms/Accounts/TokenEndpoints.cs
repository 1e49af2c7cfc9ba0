using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts;

/// <summary>API tokens over HTTP: <c>/api/v1/manage/tokens</c>.</summary>
internal static class TokenEndpoints
{
    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder manage)
    {
        var tokens = manage.MapGroup("/tokens").WithTags("Mã truy cập").RequireAuthorization(Scopes.Admin);
        tokens.MapGet("", ListAsync).WithName("ListTokens").WithSummary("Các mã truy cập (không có mã, chỉ có tên và quyền)").Produces<TokenList>();
        tokens.MapPost("", CreateAsync).WithName("CreateToken").WithSummary("Tạo mã truy cập; mã chỉ hiện một lần").Produces<CreatedToken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tokens.MapGet("/{id:guid}", OneAsync).WithName("GetToken").WithSummary("Một mã truy cập (không có mã)").Produces<TokenView>().ProducesProblem(StatusCodes.Status404NotFound);
        tokens.MapPut("/{id:guid}", PutAsync).WithName("PutToken").WithSummary("Sửa tên, quyền, hạn, địa chỉ web và giới hạn; điều không ghi là không đặt nữa. Mã giữ nguyên").Produces<TokenView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tokens.MapPost("/{id:guid}/rotate", RotateAsync).WithName("RotateToken").WithSummary("Đổi mã: mã mới chỉ hiện một lần, mã cũ còn dùng được trong thời gian 'overlap'").Produces<RotatedToken>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tokens.MapGet("/{id:guid}/usage", UsageAsync).WithName("GetTokenUsage").WithSummary("Số lần dùng mỗi ngày (400 ngày); nửa phút cuối có thể còn thiếu").Produces<TokenUsageView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeToken").WithSummary("Thu hồi một mã truy cập, cả mã cũ đang còn hạn").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        return manage;
    }

    /// <summary>Body of <c>POST /manage/tokens/{id}/rotate</c>.</summary>
    /// <param name="Overlap">For how long the old secret holds, ISO 8601, up to <c>P90D</c>; absent for <c>P7D</c>, <c>PT0S</c> ends every earlier secret now.</param>
    internal sealed record Rotation([property: JsonConverter(typeof(DurationConverter))] TimeSpan? Overlap = null);

    /// <summary>A list of tokens.</summary>
    internal sealed record TokenList(IReadOnlyList<TokenView> Items, string? Next);

    /// <summary>A token that was just made; the only time its secret is seen.</summary>
    internal sealed record CreatedToken(
        Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string Token, IReadOnlyList<string> Origins, int? PerMinute, int? PerDay, IReadOnlyList<TokenWarning> Warnings);

    /// <summary>A token with a new secret, which is seen this once.</summary>
    internal sealed record RotatedToken(Guid Id, string Name, string Token, DateTimeOffset? PreviousHoldsUntil);

    private static async Task<IResult> ListAsync(CmsDb db, HttpContext http, CancellationToken cancellationToken)
    {
        var rows = await db.ApiTokens.AsNoTracking().OrderBy(token => token.CreatedAt).ToListAsync(cancellationToken);
        return Results.Json(new TokenList(rows.ConvertAll(token => TokenView.Of(token, http.RequestLanguage())), null), Json.Options);
    }

    private static async Task<IResult> OneAsync(Guid id, CmsDb db, HttpContext http, CancellationToken cancellationToken) =>
        await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(token => token.Id == id, cancellationToken) is { } found
            ? Results.Json(TokenView.Of(found, http.RequestLanguage()), Json.Options)
            : new ProblemResult(Problem.NotFound("Không có mã truy cập này.", "There is no such token."));

    private static async Task<IResult> CreateAsync(JsonBody<TokenTerms> body, ApiTokens tokens, HttpContext http, CancellationToken cancellationToken)
    {
        var made = await body.ThenAsync(terms => tokens.CreateAsync(terms, http.RequiredActor(), null, cancellationToken));
        return made.ToHttp(token =>
        {
            var view = TokenView.Of(token.Token, http.RequestLanguage());
            return Results.Json(
                new CreatedToken(view.Id, view.Name, view.Scopes, view.ExpiresAt, token.Secret, view.Origins, view.PerMinute, view.PerDay, view.Warnings), Json.Options, statusCode: StatusCodes.Status201Created);
        });
    }

    private static async Task<IResult> PutAsync(Guid id, JsonBody<TokenTerms> body, ApiTokens tokens, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(terms => tokens.PutAsync(id, terms, http.RequiredActor(), cancellationToken))).ToHttp(token => Results.Json(TokenView.Of(token, http.RequestLanguage()), Json.Options));

    private static async Task<IResult> RotateAsync(Guid id, OptionalJsonBody<Rotation> body, ApiTokens tokens, HttpContext http, CancellationToken cancellationToken)
    {
        var rotated = await body.ThenAsync(input => tokens.RotateAsync(id, input?.Overlap, http.RequiredActor(), cancellationToken));
        return rotated.ToHttp(token => Results.Json(new RotatedToken(token.Token.Id, token.Token.Name, token.Secret, token.Token.PreviousHoldsUntil), Json.Options));
    }

    private static async Task<IResult> UsageAsync(Guid id, string? from, string? to, TokenUsageQueries usage, CancellationToken cancellationToken) =>
        (await usage.ReadAsync(id, from, to, cancellationToken)).ToHttp();

    private static async Task<IResult> RevokeAsync(Guid id, ApiTokens tokens, HttpContext http, CancellationToken cancellationToken) =>
        (await tokens.RevokeAsync(id, http.RequiredActor(), cancellationToken)).ToHttp(_ => Results.NoContent());
}

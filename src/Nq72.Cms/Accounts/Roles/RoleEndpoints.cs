using Nq72.Cms.Accounts.People;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>Roles over HTTP: <c>/api/v1/manage/roles</c>, and where a person's role counts.</summary>
internal static class RoleEndpoints
{
    public static IEndpointRouteBuilder MapRoles(this IEndpointRouteBuilder manage)
    {
        var roles = manage.MapGroup("/roles").WithTags("Tài khoản").RequireAuthorization(Scopes.Admin);
        roles.MapGet("", ListAsync).WithName("ListRoles").WithSummary("Các vai trò, quyền của chúng và số người giữ").Produces<Page<RoleView>>();
        roles.MapPut("/{name}", PutAsync).WithName("PutRole").WithSummary("Tạo hoặc sửa một vai trò; có hiệu lực từ lần bấm kế tiếp của người giữ").Produces<RoleView>()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        manage.MapPut("/users/{id:guid}/roles/{role}", LimitAsync).WithTags("Tài khoản").RequireAuthorization(Scopes.Admin).WithName("LimitUserRole")
            .WithSummary("Vai trò của một người chỉ có hiệu lực với những loại nội dung, hay nội dung của đơn vị này; bỏ trống cả hai là mọi nơi").Produces<PersonView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return manage;
    }

    /// <summary>Body of <c>PUT /manage/users/{id}/roles/{role}</c>.</summary>
    /// <param name="Types">Content types that the role counts for; none for every one.</param>
    /// <param name="Unit">Key of the unit whose items it counts for; null for every one.</param>
    internal sealed record Limit(IReadOnlyCollection<string>? Types = null, string? Unit = null);

    private static async Task<IResult> ListAsync(EditRole verb, CancellationToken cancellationToken) => Results.Json(new Page<RoleView>(await verb.ListAsync(cancellationToken), null), Json.Options);

    private static async Task<IResult> PutAsync(string name, JsonBody<RoleTerms> body, EditRole verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(terms => verb.RunAsync(name, terms, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> LimitAsync(Guid id, string role, JsonBody<Limit> body, LimitGrant verb, PersonQueries people, HttpContext http, CancellationToken cancellationToken)
    {
        var set = await body.ThenAsync(limit => verb.RunAsync(id, role, limit.Types, limit.Unit, http.RequiredActor(), cancellationToken));
        return set.Succeeded ? Results.Json(await people.FindAsync(id, cancellationToken), Json.Options) : new ProblemResult(set.Problem);
    }
}

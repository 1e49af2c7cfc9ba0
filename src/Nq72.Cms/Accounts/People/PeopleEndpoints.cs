using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.People;

/// <summary>People over HTTP: <c>/api/v1/manage/users</c>.</summary>
internal static class PeopleEndpoints
{
    public static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder manage)
    {
        var users = manage.MapGroup("/users").WithTags("Tài khoản").RequireAuthorization(Scopes.Admin);
        users.MapGet("", ListAsync).WithName("ListUsers").WithSummary("Các tài khoản, theo tên đăng nhập; 'q' tìm không cần dấu, 'state' là invited, active, locked hoặc disabled").Produces<Page<PersonView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        users.MapPost("", InviteAsync).WithName("InviteUser").WithSummary("Mời một người: tạo tài khoản và liên kết một lần để người ấy chọn mật khẩu").Produces<InvitedPerson>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        users.MapGet("/{id:guid}", OneAsync).WithName("GetUser").WithSummary("Một tài khoản").Produces<PersonView>().ProducesProblem(StatusCodes.Status404NotFound);
        users.MapPut("/{id:guid}", PutAsync).WithName("PutUser").WithSummary("Sửa họ tên, thư điện tử, đơn vị, vai trò; điều không ghi là không còn. Có hiệu lực từ lần bấm kế tiếp của người ấy").Produces<PersonView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        users.MapPost("/{id:guid}/link", LinkAsync).WithName("MakeUserLink").WithSummary("Tạo liên kết một lần mới để chọn mật khẩu: mời lại hoặc đặt lại").Produces<PersonLink>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        Deed("disable", "DisableUser", "Khóa tài khoản: người ấy ra khỏi bàn biên tập ngay", static (verb, id, actor, cancellationToken) => verb.DisableAsync(id, actor, cancellationToken)).ProducesProblem(StatusCodes.Status409Conflict);
        Deed("enable", "EnableUser", "Mở lại tài khoản đã khóa", static (verb, id, actor, cancellationToken) => verb.EnableAsync(id, actor, cancellationToken));
        Deed("unlock", "UnlockUser", "Cho vào lại ngay, không chờ hết giờ nghỉ sau nhiều lần sai mật khẩu", static (verb, id, actor, cancellationToken) => verb.UnlockAsync(id, actor, cancellationToken));
        Deed("end-sessions", "EndUserSessions", "Chấm dứt mọi phiên làm việc của một người", static (verb, id, actor, cancellationToken) => verb.EndSessionsAsync(id, actor, cancellationToken));
        Deed("reset-second-factor", "ResetUserSecondFactor", "Bỏ mã xác thực của người mất điện thoại", static (verb, id, actor, cancellationToken) => verb.ResetSecondFactorAsync(id, actor, cancellationToken));
        return manage;

        RouteHandlerBuilder Deed(string path, string name, string summary, Func<PutPerson, Guid, Actor, CancellationToken, Task<Outcome<Done>>> deed) =>
            users.MapPost($"/{{id:guid}}/{path}", async (Guid id, PutPerson verb, PersonQueries people, HttpContext http, CancellationToken cancellationToken) =>
                    await AnswerAsync(id, await deed(verb, id, http.RequiredActor(), cancellationToken), people, cancellationToken))
                .WithName(name).WithSummary(summary).Produces<PersonView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string? q, string? state, string? limit, string? cursor, PersonQueries people, CancellationToken cancellationToken)
    {
        PersonState? wanted = null;
        if (state is not null)
        {
            if (!Enum.GetNames<PersonState>().Contains(state, StringComparer.OrdinalIgnoreCase))
                return new ProblemResult(Problem.Invalid("state", "unknownState", $"Không có trạng thái '{state}'.", $"There is no state '{state}'."));
            wanted = Enum.Parse<PersonState>(state, ignoreCase: true);
        }

        var page = PageRequest.Read(limit, cursor, PersonQueries.CursorKeys);
        return page.Succeeded ? Results.Json(await people.ListAsync(q, wanted, page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> OneAsync(Guid id, PersonQueries people, CancellationToken cancellationToken) =>
        await people.FindAsync(id, cancellationToken) is { } found ? Results.Json(found, Json.Options) : new ProblemResult(PutPerson.NoSuchPerson);

    private static async Task<IResult> InviteAsync(JsonBody<PersonTerms> body, InvitePerson verb, HttpContext http, CancellationToken cancellationToken) =>
        (await body.ThenAsync(terms => verb.RunAsync(terms, http.RequiredActor(), cancellationToken))).ToCreated(made => $"/api/v1/manage/users/{made.Person.Id}");

    private static async Task<IResult> PutAsync(Guid id, JsonBody<PersonTerms> body, PutPerson verb, PersonQueries people, HttpContext http, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await body.ThenAsync(terms => verb.RunAsync(id, terms, http.RequiredActor(), cancellationToken)), people, cancellationToken);

    private static async Task<IResult> LinkAsync(Guid id, InvitePerson verb, HttpContext http, CancellationToken cancellationToken) =>
        (await verb.LinkAsync(id, http.RequiredActor(), cancellationToken)).ToHttp();

    private static async Task<IResult> AnswerAsync(Guid id, Outcome<Done> done, PersonQueries people, CancellationToken cancellationToken) =>
        done.Succeeded ? Results.Json(await people.FindAsync(id, cancellationToken), Json.Options) : new ProblemResult(done.Problem);
}

using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Coverage;

/// <summary>The table over HTTP: <c>/api/v1/manage/coverage</c>.</summary>
internal static class CoverageEndpoints
{
    public static IEndpointRouteBuilder MapCoverage(this IEndpointRouteBuilder manage)
    {
        manage.MapGet("/coverage", ReadAsync).WithTags("Độ phủ").RequireAuthorization(Scopes.Preview).WithName("GetCoverage").WithSummary("Đã đăng và dự kiến theo tuần, theo nhóm nội dung, đối tượng, đơn vị, thể loại, kiểu hay ngôn ngữ")
            .Produces<CoverageTable>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return manage;
    }

    private static async Task<IResult> ReadAsync(
        string? by, string? from, string? to, string? campaign, string? lang, string? type, CoverageReader reader, InstallationOptions installation, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = CoverageQuery.Read(by, from, to, campaign, lang, type, clock.Today(installation.Zone));
        return query.Succeeded ? Results.Json(await reader.ReadAsync(query.Value, cancellationToken), Json.Options) : new ProblemResult(query.Problem);
    }
}

using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>Hubs over HTTP: <c>/api/v1/manage/hubs</c>.</summary>
internal static class HubEndpoints
{
    public static IEndpointRouteBuilder MapHubs(this IEndpointRouteBuilder manage)
    {
        manage.MapGet("/hubs", ListAsync).WithTags("Nguồn tin").RequireAuthorization(Scopes.Preview).WithName("ListHubs").WithSummary("Hub WebSub và lần báo gần nhất")
            .Produces<Page<HubView>>();
        return manage;
    }

    private static async Task<IResult> ListAsync(HubQueries queries, CancellationToken cancellationToken) =>
        Results.Json(new Page<HubView>(await queries.ListAsync(cancellationToken), null), Json.Options);
}

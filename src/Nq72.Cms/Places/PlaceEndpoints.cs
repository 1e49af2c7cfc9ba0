using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Places;

/// <summary>Places over HTTP, to be read: <c>/api/v1/manage/places</c>.</summary>
internal static class PlaceEndpoints
{
    public static IEndpointRouteBuilder MapPlaces(this IEndpointRouteBuilder manage)
    {
        manage.MapGet("/places", ListAsync).RequireAuthorization(Scopes.Write).WithTags("Địa bàn").WithName("ListPlaces").WithSummary("Các xã, phường").Produces<PlaceList>();
        return manage;
    }

    /// <summary>A list of places; all of them at once, for choosing from.</summary>
    internal sealed record PlaceList(IReadOnlyList<PlaceView> Items, string? Next);

    /// <summary>A place, with the further facts of its recipe.</summary>
    internal sealed record PlaceView(string Code, string Name, string Kind, string FullName, string Province, JsonNode Facts);

    private static async Task<IResult> ListAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Places.AsNoTracking().OrderBy(place => place.Code).ToListAsync(cancellationToken);
        return Results.Json(new PlaceList(rows.ConvertAll(place => new PlaceView(place.Code, place.Name, place.Kind, place.FullName, place.Province, JsonNode.Parse(place.Facts)!)), null), Json.Options);
    }
}

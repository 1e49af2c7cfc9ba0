using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Campaigns;

internal static class CampaignEndpoints
{
    public static IEndpointRouteBuilder MapCampaigns(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapGet("", ListAsync).RequireAuthorization(Scopes.Preview).WithName("ListCampaigns").WithSummary("Campaigns by key").Produces<Page<CampaignView>>();
        campaigns.MapGet("/{key}", GetAsync).RequireAuthorization(Scopes.Preview).WithName("GetCampaign").WithSummary("One campaign").Produces<CampaignView>();
        campaigns.MapPut("/{key}", PutAsync).RequireAuthorization(Scopes.Publish).WithName("PutCampaign").WithSummary("Make or replace a campaign").Produces<CampaignView>();

        var peaks = routes.MapGroup("/peaks").WithTags("Campaigns");
        peaks.MapGet("", ListPeaksAsync).RequireAuthorization(Scopes.Preview).WithName("ListPeaks").WithSummary("The peaks of a year (default: this one)").Produces<Page<PeakView>>();
        peaks.MapGet("/{id}", GetPeakAsync).RequireAuthorization(Scopes.Preview).WithName("GetPeak").WithSummary("One peak").Produces<PeakView>();
        return routes;
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, CampaignQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Read(limit, cursor, keys: 1);
        return page.Succeeded ? Results.Json(await queries.ListAsync(page.Value, cancellationToken), Json.Options) : new ProblemResult(page.Problem);
    }

    private static async Task<IResult> GetAsync(string key, CampaignQueries queries, CancellationToken cancellationToken) =>
        (await queries.GetAsync(key, cancellationToken)).ToHttp();

    private static async Task<IResult> PutAsync(string key, JsonBody<CampaignInput> body, HttpContext http, PutCampaign verb, CancellationToken cancellationToken) =>
        (await body.ThenAsync(input => verb.ExecuteAsync(key, input, http.RequiredActor(), cancellationToken))).ToHttp();

    private static async Task<IResult> ListPeaksAsync(string? year, PeakQueries queries, InstallationOptions installation, TimeProvider clock, CancellationToken cancellationToken)
    {
        var asked = clock.Today(installation.Zone).Year;
        if (year is not null && (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out asked) || asked is < 1900 or > 2100))
            return new ProblemResult(Problem.Malformed("year", new("year phải từ 1900 đến 2100.", "year must be between 1900 and 2100.")));
        return Results.Json(new Page<PeakView>(await queries.OfYearAsync(asked, cancellationToken), null), Json.Options);
    }

    private static async Task<IResult> GetPeakAsync(string id, PeakQueries queries, CancellationToken cancellationToken) =>
        (await queries.GetAsync(id, cancellationToken)).ToHttp();
}

using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Nq72Campaigns</c>: campaigns and the occasions at which they peak.</summary>
internal sealed class CampaignsStep(SchedulerDb db, UnitOfWork unitOfWork, PutCampaign put, StepFacts facts)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Nq72Campaigns";

    // the verb calls a campaign's occasions its peaks
    private const string Peaks = "peaks";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var given = step.Body.Objects("Campaigns").Select(Read).ToList();
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var before = await RevisionsAsync(cancellationToken);
        foreach (var (at, key, input, _) in given)
        {
            if ((await put.ExecuteAsync(key, input, step.Actor, cancellationToken)).Problem is { } problem)
                at.Add(problem, PlaceOf);
        }

        if (step.IsInvalid)
            return step.Problem;
        await facts.PutAsync(Name, step.Body.Rest(), given.Select(campaign => KeyValuePair.Create(campaign.Key, campaign.Facts)), cancellationToken);
        await work.CommitAsync(cancellationToken);
        var after = await RevisionsAsync(cancellationToken);
        foreach (var key in given.Select(campaign => campaign.Key).Distinct(StringComparer.Ordinal))
            step.Report.Count(!before.ContainsKey(key), before.GetValueOrDefault(key) != after[key]);
        return Done.Value;
    }

    private static (RecipeObject At, string Key, CampaignInput Input, JsonObject Facts) Read(RecipeObject campaign)
    {
        var key = campaign.RequiredText("Key");
        var peaks = campaign.Objects("Occasions").Select(peak => new PeakInput(peak.RequiredText("Occasion"), peak.Integer("LeadDays") ?? 0, peak.Integer("TailDays") ?? 0, peak.Text("Note"))).ToList();
        var input = new CampaignInput(campaign.RequiredText("Name"), campaign.Text("Purpose"), campaign.Day("From"), campaign.Day("To"), peaks);
        return (campaign, key, input, campaign.Rest());
    }

    private static string PlaceOf(string field) =>
        OrchardJson.ToPascalPath(field.StartsWith(Peaks, StringComparison.Ordinal) ? "occasions" + field[Peaks.Length..] : field);

    private Task<Dictionary<string, int>> RevisionsAsync(CancellationToken cancellationToken) =>
        db.Set<Campaign>().AsNoTracking().ToDictionaryAsync(campaign => campaign.Key, campaign => campaign.Revision, StringComparer.Ordinal, cancellationToken);
}

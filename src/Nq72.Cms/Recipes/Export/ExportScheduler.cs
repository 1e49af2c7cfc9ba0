using System.Globalization;
using System.Text.Json.Nodes;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Recipes.Steps;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Recipes.Export;

/// <summary>The scheduler's part of an export: occasions, holidays, campaigns, channels without their secrets.</summary>
internal sealed class ExportScheduler(OccasionQueries occasions, CampaignQueries campaigns, ChannelQueries channels, StepFacts facts)
{
    /// <summary>The steps, in the order in which they need each other.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var days = await AllAsync(occasions.ListAsync, cancellationToken);
        return
        [
            await OccasionsAsync(OccasionsStep.Name, "Occasions", days.Where(day => day.Kind == OccasionKind.Occasion), cancellationToken),
            await OccasionsAsync(OccasionsStep.HolidaysName, "Holidays", days.Where(day => day.Kind == OccasionKind.Holiday), cancellationToken),
            await CampaignsAsync(cancellationToken),
            ExportRecipe.Step(ChannelsStep.Name, "Channels", (await AllAsync(channels.ListAsync, cancellationToken)).Select(Write)),
        ];
    }

    private async Task<JsonObject> OccasionsAsync(string name, string list, IEnumerable<OccasionView> days, CancellationToken cancellationToken)
    {
        var known = await facts.ReadAsync(name, cancellationToken);
        return ExportRecipe.With(ExportRecipe.Step(name, list, days.Select(day => Write(day, StepFacts.Thing(known, day.Key)))), StepFacts.Step(known));
    }

    private async Task<JsonObject> CampaignsAsync(CancellationToken cancellationToken)
    {
        var known = await facts.ReadAsync(CampaignsStep.Name, cancellationToken);
        var all = await AllAsync(campaigns.ListAsync, cancellationToken);
        return ExportRecipe.With(ExportRecipe.Step(CampaignsStep.Name, "Campaigns", all.Select(campaign => Write(campaign, StepFacts.Thing(known, campaign.Key)))), StepFacts.Step(known));
    }

    private static JsonObject Write(OccasionView day, JsonObject facts)
    {
        var written = new JsonObject { ["Key"] = day.Key, ["Name"] = day.Name };
        if (day.Date is { } date)
            written["Date"] = date.Solar is { } solar ? solar : ExportRecipe.InCapitals(new { date.From, date.To, date.Lunar });
        else if (facts.NameOf("Date") is null)
            written["Date"] = null;
        if (day.Days != 1)
            written["Days"] = day.Days;
        if (day.Evidence is { } evidence)
            written["Evidence"] = evidence;
        if (day.Source is { } source)
            written["Source"] = source;
        written["Festive"] = day.Festive;
        var known = facts.DeepClone().AsObject();
        // a holiday that has a day by now is in force, whatever the recipe said once
        if (day.Date is not null && known.NameOf("Active") is { } active)
            known[active] = true;
        return ExportRecipe.With(written, known);
    }

    private static JsonObject Write(CampaignView campaign, JsonObject facts)
    {
        var written = new JsonObject
        {
            ["Key"] = campaign.Key,
            ["Name"] = campaign.Name,
            ["From"] = campaign.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["To"] = campaign.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Occasions"] = new JsonArray([.. campaign.Peaks.Select(ExportRecipe.InCapitals)]),
        };
        if (campaign.Purpose is { } purpose)
            written.Insert(2, "Purpose", purpose);
        return ExportRecipe.With(written, facts);
    }

    private static JsonObject Write(ChannelView channel)
    {
        var written = new JsonObject
        {
            ["Name"] = channel.Name,
            ["DisplayName"] = channel.DisplayName,
            ["Format"] = channel.Format,
            ["Transport"] = OrchardJson.ToCamel(channel.Transport.ToString()),
        };
        if (channel.Lead is { } lead)
            written["Lead"] = lead.ToString("c", CultureInfo.InvariantCulture);
        if (ExportRecipe.InCapitals(channel.Limits) is { Count: > 0 } limits)
            written["Limits"] = limits;
        if (!channel.Deduplicates)
            written["Deduplicates"] = false;
        if (channel.Note is { } note)
            written["Note"] = note;
        written["Destinations"] = new JsonArray([.. channel.Destinations.Select(destination => ExportRecipe.InCapitals(new { destination.Key, destination.Name, destination.Place, destination.Url }))]);
        return written;
    }

    private static async Task<List<T>> AllAsync<T>(Func<PageRequest, CancellationToken, Task<Page<T>>> list, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        for (var request = PageRequest.First; ;)
        {
            var page = await list(request, cancellationToken);
            all.AddRange(page.Items);
            if (page.Next is not { } next || !Cursor.TryDecode(next, out var after))
                return all;
            request = request with { After = after };
        }
    }
}

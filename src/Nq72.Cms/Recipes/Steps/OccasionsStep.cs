using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Nq72Occasions</c> and <c>Nq72Holidays</c>: yearly days, weeks and months.</summary>
internal sealed class OccasionsStep(SchedulerDb db, UnitOfWork unitOfWork, PutOccasion put, StepFacts facts)
{
    /// <summary>The step's name for days that campaigns may peak around.</summary>
    public const string Name = "Nq72Occasions";

    /// <summary>The step's name for public holidays.</summary>
    public const string HolidaysName = "Nq72Holidays";

    public Task<Outcome<Done>> RunOccasionsAsync(StepRun step, CancellationToken cancellationToken) => RunAsync(step, Name, "Occasions", OccasionKind.Occasion, cancellationToken);

    public Task<Outcome<Done>> RunHolidaysAsync(StepRun step, CancellationToken cancellationToken) => RunAsync(step, HolidaysName, "Holidays", OccasionKind.Holiday, cancellationToken);

    private async Task<Outcome<Done>> RunAsync(StepRun step, string name, string list, OccasionKind kind, CancellationToken cancellationToken)
    {
        var given = step.Body.Objects(list).Select(occasion => Read(occasion, kind)).ToList();
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var before = await RevisionsAsync(cancellationToken);
        foreach (var (at, key, input, _) in given)
        {
            if ((await put.ExecuteAsync(key, input, step.Actor, cancellationToken)).Problem is { } problem)
                at.Add(problem);
        }

        if (step.IsInvalid)
            return step.Problem;
        await facts.PutAsync(name, step.Body.Rest(), given.Select(occasion => KeyValuePair.Create(occasion.Key, occasion.Facts)), cancellationToken);
        await work.CommitAsync(cancellationToken);
        var after = await RevisionsAsync(cancellationToken);
        foreach (var key in given.Select(occasion => occasion.Key).Distinct(StringComparer.Ordinal))
            step.Report.Count(!before.ContainsKey(key), before.GetValueOrDefault(key) != after[key]);
        return Done.Value;
    }

    private static (RecipeObject At, string Key, OccasionInput Input, JsonObject Facts) Read(RecipeObject occasion, OccasionKind kind)
    {
        var key = occasion.RequiredText("Key");
        // a holiday that is not yet in force is known, and has no day
        var active = occasion.Node.Boolean("Active") ?? true;
        var date = active ? ReadDate(occasion.Any("Date")) : null;
        var input = new OccasionInput(occasion.RequiredText("Name"), date, occasion.Text("Evidence"), occasion.Text("Source"), occasion.Boolean("Festive") ?? false, occasion.Integer("Days"), kind);
        return (occasion, key, input, occasion.Rest());
    }

    /// <summary>A day, a span or a lunar day; in Orchard's capitals or in our small letters. Null while no source gives one.</summary>
    private static OccasionDate? ReadDate(JsonNode? date) => date switch
    {
        null => null,
        JsonObject parts => new OccasionDate(null, parts.Text("From"), parts.Text("To"), parts.Text("Lunar")),
        JsonValue day when day.GetValueKind() == JsonValueKind.String => OccasionDate.OnSolar(day.GetValue<string>()),
        // no date at all: the verb refuses it with all else that is wrong
        _ => OccasionDate.OnSolar(date.ToJsonString()),
    };

    private Task<Dictionary<string, int>> RevisionsAsync(CancellationToken cancellationToken) =>
        db.Set<Occasion>().AsNoTracking().ToDictionaryAsync(occasion => occasion.Key, occasion => occasion.Revision, StringComparer.Ordinal, cancellationToken);
}

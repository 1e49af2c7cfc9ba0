using System.Text.Json.Nodes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// What a recipe says and no table has a column for (sources, doubts, notes to planners), kept as it was said: nothing is lost between a
/// recipe and the export of what it made. One setting a kind of step.
/// </summary>
internal sealed class StepFacts(CmsDb db)
{
    private const string OfStep = "step";
    private const string OfThings = "things";

    /// <summary>The facts of the step itself.</summary>
    public static JsonObject Step(JsonObject facts) => facts[OfStep] as JsonObject ?? [];

    /// <summary>The facts of one of the step's things.</summary>
    public static JsonObject Thing(JsonObject facts, string key) => facts[OfThings]?[key] as JsonObject ?? [];

    /// <summary>The facts of all of the step's things, by key.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Things(JsonObject facts) =>
        (facts[OfThings] as JsonObject ?? []).Where(thing => thing.Value is JsonObject).Select(thing => KeyValuePair.Create(thing.Key, (JsonObject)thing.Value!));

    /// <summary>Everything kept for a kind of step.</summary>
    public async Task<JsonObject> ReadAsync(string step, CancellationToken cancellationToken) =>
        await db.Settings.FindAsync([KeyOf(step)], cancellationToken) is { } setting ? JsonNode.Parse(setting.Document)!.AsObject() : [];

    /// <summary>Keeps facts; those of things that are not named stay. Returns whether anything differed. The caller commits.</summary>
    public async Task<bool> PutAsync(string step, JsonObject ofStep, IEnumerable<KeyValuePair<string, JsonObject>> ofThings, CancellationToken cancellationToken)
    {
        var facts = await ReadAsync(step, cancellationToken);
        var before = facts.ToJsonString(Json.Options);
        facts[OfStep] = ofStep;
        var things = facts[OfThings] as JsonObject ?? [];
        foreach (var (key, thing) in ofThings)
        {
            if (thing.Count == 0)
                things.Remove(key);
            else
                things[key] = thing;
        }

        facts[OfThings] = things.Parent is null ? things : things.DeepClone();
        var document = facts.ToJsonString(Json.Options);
        if (document == before || (before == "{}" && ofStep.Count == 0 && things.Count == 0))
            return false;
        var setting = await db.Settings.FindAsync([KeyOf(step)], cancellationToken);
        if (setting is null)
            db.Settings.Add(setting = new Setting { Key = KeyOf(step), Document = document });
        setting.Document = document;
        return true;
    }

    private static string KeyOf(string step) => $"recipe.{step}";
}

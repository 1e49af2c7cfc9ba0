using System.Text.Json.Nodes;
using Nq72.Cms.Places;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Nq72Places</c>: the communes.</summary>
internal sealed class PlacesStep(UnitOfWork unitOfWork, PutPlaces put, StepFacts facts)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Nq72Places";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var province = (step.Body.Node.Member("Province") as JsonObject)?.Text("Code") ?? "";
        var places = step.Body.Objects("Places").Select(place => Read(place, province)).ToList();
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var written = await put.RunAsync(places, step.Actor, cancellationToken);
        if (!written.Succeeded)
        {
            step.Body.Add(written.Problem);
            return step.Problem;
        }

        await facts.PutAsync(Name, step.Body.Rest(), [], cancellationToken);
        await work.CommitAsync(cancellationToken);
        (step.Report.Created, step.Report.Updated, step.Report.Unchanged) = written.Value;
        return Done.Value;
    }

    private static PutPlaces.Input Read(RecipeObject place, string province)
    {
        var code = place.RequiredText("Code");
        var name = place.RequiredText("Name");
        var kind = place.RequiredText("Kind");
        var own = place.Text("Province") ?? province;
        return new PutPlaces.Input(code, name, kind, own, new JsonObject(place.Rest().Select(fact => KeyValuePair.Create(OrchardJson.ToCamel(fact.Key), fact.Value?.DeepClone()))));
    }
}

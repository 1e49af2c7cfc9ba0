using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>One step while it runs: what it says, who runs it, what is wrong with it, what it did.</summary>
internal sealed class StepRun
{
    public StepRun(Recipe recipe, RecipeStep step, Actor actor, bool isDryRun)
    {
        Recipe = recipe;
        Index = step.Index;
        IsDryRun = isDryRun;
        Actor = actor;
        Report = new StepReport(step.Name);
        Body = new RecipeObject(step.Body, step.Path, Errors);
        _ = Body.Any("name");
        foreach (var note in step.Notes)
            Report.Note(note);
    }

    /// <summary>The whole file: some steps look ahead.</summary>
    public Recipe Recipe { get; }

    /// <summary>Its place in the file.</summary>
    public int Index { get; }

    /// <summary>Whether all of it is taken back in the end: nothing outside the step's own scope may be written or asked.</summary>
    public bool IsDryRun { get; }

    /// <summary>The recipe, as who it writes.</summary>
    public Actor Actor { get; }

    /// <summary>What the step did so far.</summary>
    public StepReport Report { get; }

    /// <summary>The step's object.</summary>
    public RecipeObject Body { get; }

    /// <summary>What is wrong, with the path in the file.</summary>
    public List<FieldError> Errors { get; } = [];

    /// <summary>Whether nothing of the step may be written.</summary>
    public bool IsInvalid => Errors.Count > 0;

    /// <summary>The 422 with everything that is wrong.</summary>
    public Problem Problem => Problem.Invalid(Errors);

    /// <summary>Reads an object as one of our inputs; its member names do not care about case. Null, and an error, when it does not fit.</summary>
    public T? Read<T>(RecipeObject from, JsonObject node)
        where T : class
    {
        try
        {
            return node.Deserialize<T>(Json.Options);
        }
        catch (JsonException exception)
        {
            var member = exception.Path is { Length: > 2 } path ? OrchardJson.ToPascalPath(path[2..]) : "";
            Errors.Add(new($"{from.Path}{(member.Length > 0 ? "." : "")}{member}", "malformed", new($"'{member}' không đúng kiểu hoặc không đúng dạng.", $"'{member}' has the wrong type or form.")));
            return null;
        }
    }
}

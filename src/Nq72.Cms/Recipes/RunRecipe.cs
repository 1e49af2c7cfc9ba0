using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>Runs a recipe file.</summary>
public sealed class RunRecipe
{
    /// <summary>Runs it.</summary>
    public Task<Outcome<RecipeReport>> RunAsync(Stream file, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>What a recipe did.</summary>
public sealed class RecipeReport
{
    /// <summary>For people.</summary>
    public string Describe() => "";
}

/// <summary>Runs the set-up recipe once.</summary>
public sealed class SetUp
{
    /// <summary>Runs it when that has not been finished.</summary>
    public Task RunAsync(string recipe, CancellationToken cancellationToken) => Task.CompletedTask;
}

using Nq72.Cms.Platform.Site;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Recipes.Steps;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>
/// Runs a recipe step by step. A step is done whole or not at all; a step that nobody knows is told of and left out; the first that fails
/// ends the run, and running the corrected file again goes on from there, because every step finds what it made. Thread-safe: one at a time.
/// </summary>
internal sealed class RunRecipe(IServiceScopeFactory scopes, RecipeReader reader, InstallationOptions installation)
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Runs it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="starter">Who started it, for the audit log; what it writes is written by the recipe.</param>
    /// <param name="cancellationToken">Stops between two transactions; run again to go on.</param>
    /// <returns>The report; or what is wrong, keyed by place (<c>steps[3].Places[2].Code</c>), with the line of each in <c>lines</c> and the report so far in <c>report</c>.</returns>
    public Task<Outcome<RecipeReport>> RunAsync(RecipeSource source, Actor starter, CancellationToken cancellationToken) =>
        InTurnAsync(source, async recipe =>
        {
            var (report, failure) = await StepsAsync(recipe, null, cancellationToken);
            if (report.Changed)
                await RecordAsync(report, starter, cancellationToken);
            return (report, failure);
        }, cancellationToken);

    /// <summary>
    /// Tells what a run would do, leave out and refuse: the same steps in one transaction that is taken back, in which items are checked but not
    /// written. Other writers wait meanwhile, for as long as reading and checking the file takes.
    /// </summary>
    public Task<Outcome<RecipeReport>> TryAsync(RecipeSource source, CancellationToken cancellationToken) =>
        InTurnAsync(source, async recipe =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(WritePriority.Bulk, cancellationToken);
            var (report, failure) = await StepsAsync(recipe, scope.ServiceProvider, cancellationToken);
            return (report with { DryRun = true }, failure);
        }, cancellationToken);

    private async Task<Outcome<RecipeReport>> InTurnAsync(RecipeSource source, Func<Recipe, Task<(RecipeReport Report, Problem? Failure)>> run, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAsync(source, await ParametersAsync(cancellationToken), cancellationToken);
        if (!read.Succeeded)
            return read.Problem;
        await turn.WaitAsync(cancellationToken);
        try
        {
            var (report, failure) = await run(read.Value);
            return failure is null ? report : failure with
            {
                Extensions = new Dictionary<string, object?>(failure.Extensions, StringComparer.Ordinal)
                {
                    [RecipeFailure.Lines] = RecipeLines.Find(read.Value.File.Span, failure.Errors.Select(error => error.Field)),
                    ["report"] = report,
                },
            };
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(RecipeReport Report, Problem? Failure)> StepsAsync(Recipe recipe, IServiceProvider? within, CancellationToken cancellationToken)
    {
        var actor = Actor.Recipe(recipe.Name);
        var reports = new List<StepReport>(recipe.Steps.Count);
        var report = new RecipeReport(recipe.Name, reports);
        foreach (var step in recipe.Steps)
        {
            var run = new StepRun(recipe, step, actor, within is not null);
            reports.Add(run.Report);
            if (await RunAsync(step, run, within, cancellationToken) is { } failure)
                return (report, failure);
        }

        return (report, null);
    }

    // what Orchard Core's set-up asks its administrator; here the recipe itself writes, and mail and passwords are nobody's business
    private async Task<IReadOnlyDictionary<string, string>> ParametersAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var site = await SiteSettings.ReadAsync(scope.ServiceProvider.GetRequiredService<PlainReads>(), cancellationToken);
        return new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["SiteName"] = site.SiteName,
            ["AdminUsername"] = OrchardFields.RecipeItself,
            ["AdminUserId"] = OrchardFields.RecipeItself,
            ["SiteTimeZone"] = installation.Zone.Id,
        };
    }

    private async Task<Problem?> RunAsync(RecipeStep step, StepRun run, IServiceProvider? within, CancellationToken cancellationToken)
    {
        if (StepHandlers.Find(step.Name) is not { } handler)
        {
            run.Report.State = StepState.Unknown;
            if (StepHandlers.Reason(step.Name) is { } reason)
                run.Report.Note(reason);
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var done = await handler(within ?? scope.ServiceProvider, run, cancellationToken);
        if (!done.Succeeded)
            run.Report.State = StepState.Failed;
        return done.Problem;
    }

    // the audit entries of what was written name the recipe; this one names who started it
    private async Task RecordAsync(RecipeReport report, Actor starter, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(cancellationToken);
        scope.ServiceProvider.GetRequiredService<AuditRecorder>().Record(starter, "recipe.run", "recipe", report.Recipe, new
        {
            steps = report.Steps.Select(step => new { step.Name, step.State, step.Created, step.Updated }),
        });
        await work.CommitAsync(cancellationToken);
    }
}

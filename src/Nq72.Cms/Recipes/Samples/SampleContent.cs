using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Recipes.Samples;

/// <summary>The sample content of the recipe <c>sample</c>: brought in, and taken out again, that and nothing else.</summary>
public sealed class SampleContent
{
    private readonly RunRecipe recipes;
    private readonly CmsDb db;
    private readonly UnitOfWork unitOfWork;
    private readonly TrashItem trash;
    private readonly CancelRelease cancel;
    private readonly ReleaseQueries releases;
    private readonly AuditRecorder audit;

    internal SampleContent(RunRecipe recipes, CmsDb db, UnitOfWork unitOfWork, TrashItem trash, CancelRelease cancel, ReleaseQueries releases, AuditRecorder audit)
    {
        this.recipes = recipes;
        this.db = db;
        this.unitOfWork = unitOfWork;
        this.trash = trash;
        this.cancel = cancel;
        this.releases = releases;
        this.audit = audit;
    }

    /// <summary>The recipe's file, which comes with the program.</summary>
    public static string File => Path.Combine(AppContext.BaseDirectory, "recipes", "sample.recipe.json");

    /// <summary>What is there of it; null for nothing.</summary>
    public async Task<SampleState?> ReadAsync(CancellationToken cancellationToken) =>
        (await db.Settings.AsNoTracking().FirstOrDefaultAsync(setting => setting.Key == SampleState.Key, cancellationToken))?.Read<SampleState>();

    /// <summary>Runs the recipe; where its content is there already nothing changes.</summary>
    public async Task<Outcome<Done>> AddAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var file = System.IO.File.OpenRead(File);
        var run = await recipes.RunAsync(new RecipeSource(file, new RecipeFolder(Path.GetDirectoryName(File)!)), actor, cancellationToken);
        return run.Succeeded ? Done.Value : run.Problem;
    }

    /// <summary>
    /// Puts the items in the trash and cancels the release. What cannot go (an item that is visible, a release that went out) stays and is told of; the rest goes, and calling it again takes up what stayed.
    /// </summary>
    public async Task<Outcome<SamplesRemoved>> RemoveAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } state)
            return Problem.NotFound("Không có nội dung mẫu.", "There is no sample content.");
        var problems = new List<Problem>();
        var release = state.Release is { } id && await KeepsAsync(id, actor, problems, cancellationToken) ? state.Release : null;
        var left = new List<string>();
        foreach (var item in state.Items)
        {
            if ((await trash.TrashAsync(item, actor, cancellationToken)).Problem is not { } problem)
                continue;
            left.Add(item);
            problems.Add(problem);
        }

        await WriteAsync(new SampleState(left, release), state.Items.Count - left.Count, actor, cancellationToken);
        return new SamplesRemoved(state.Items.Count - left.Count, problems);
    }

    // whether the release stays: it went out, or is about to
    private async Task<bool> KeepsAsync(string id, Actor actor, List<Problem> problems, CancellationToken cancellationToken)
    {
        var found = await releases.GetAsync(id, cancellationToken);
        if (!found.Succeeded || found.Value.State == ReleaseState.Cancelled)
            return false;
        if ((await cancel.ExecuteAsync(id, "Nội dung mẫu", actor, cancellationToken)).Problem is not { } problem)
            return false;
        problems.Add(problem);
        return true;
    }

    private async Task WriteAsync(SampleState left, int removed, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.Settings.FindAsync([SampleState.Key], cancellationToken) is { } stored)
        {
            if (left.Items.Count == 0 && left.Release is null)
                db.Settings.Remove(stored);
            else
                stored.Document = System.Text.Json.JsonSerializer.Serialize(left, Json.Options);
        }

        audit.Record(actor, "samples.remove", "recipe", "sample", new { removed, left = left.Items.Count });
        await work.CommitAsync(cancellationToken);
    }
}

/// <summary>What was removed of the sample content.</summary>
/// <param name="Items">How many items went into the trash.</param>
/// <param name="Problems">Why the rest stayed.</param>
public sealed record SamplesRemoved(int Items, IReadOnlyList<Problem> Problems);

using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// Writes some planned versions in short transactions: new items together (<see cref="NewItems"/>), everything else, and what those leave alone, by the verbs
/// that people use. A scope of its own for each chunk.
/// </summary>
internal sealed class ContentChunk(
    CmsDb db, UnitOfWork unitOfWork, CreateItem create, UpdateItem update, NewItems newItems, ReviewPath review, PublishItem publish, PublishNewItems publishNew, RecordRetraction retraction, TimeProvider clock)
{
    /// <summary>Makes the drafts. False, with the step's errors filled, when a verb refused one; the other new items of the chunk may be written then.</summary>
    public async Task<bool> WriteAsync(StepRun step, IReadOnlyList<PlannedVersion> versions, CancellationToken cancellationToken)
    {
        // of an item that comes with several versions the first one makes it
        var wanted = versions.Where(version => version is { IsKnown: false, IsOfKnownItem: false, Content: not null, Draft.TranslationOf: null }).DistinctBy(version => version.ItemId).ToList();
        var made = await newItems.CreateAsync(wanted.ConvertAll(NewItem), step.Actor, cancellationToken);
        foreach (var version in wanted.Where(version => made.Contains(version.ItemId)))
            (version.IsFresh, version.Written) = (true, Written.Created);
        var others = versions.Where(version => !version.IsFresh).ToList();
        return others.Count == 0 || await InOneWorkAsync(step, [others], NoneTogetherAsync, WriteOneAsync, cancellationToken);
    }

    /// <summary>Hands in, approves and publishes as each version's goal says, in their order.</summary>
    public Task<bool> FinishAsync(StepRun step, IReadOnlyList<PlannedVersion> versions, CancellationToken cancellationToken) =>
        InOneWorkAsync(step, InRuns(versions), FinishTogetherAsync, FinishOneAsync, cancellationToken);

    /// <summary>Tells translations which version they were made from, where that one came after them: drafts are written last.</summary>
    public Task<bool> LinkAsync(StepRun step, IReadOnlyList<PlannedVersion> versions, CancellationToken cancellationToken) =>
        InOneWorkAsync(step, [versions], NoneTogetherAsync, LinkOneAsync, cancellationToken);

    private async Task<bool> InOneWorkAsync(
        StepRun step, IReadOnlyList<IReadOnlyList<PlannedVersion>> runs, Func<StepRun, IReadOnlyList<PlannedVersion>, CancellationToken, Task<IReadOnlySet<string>>> together,
        Func<StepRun, PlannedVersion, CancellationToken, Task<Outcome<Written>>> verb, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var done = new List<(PlannedVersion Version, Written Written)>();
        foreach (var run in runs)
        {
            var finished = await together(step, run, cancellationToken);
            foreach (var version in run)
            {
                if (finished.Contains(version.ItemId))
                {
                    done.Add((version, Written.Updated));
                    continue;
                }

                var outcome = await verb(step, version, cancellationToken);
                if (outcome.Problem is { } problem)
                {
                    version.At.Add(problem, version.PlaceOf);
                    return false;
                }

                done.Add((version, outcome.Value));
                await work.FlushAndForgetAsync(cancellationToken);
            }
        }

        await work.CommitAsync(cancellationToken);
        foreach (var (version, written) in done)
            version.Written = (Written)Math.Max((int)version.Written, (int)written);
        return true;
    }

    private static NewItems.Input NewItem(PlannedVersion version) =>
        new(version.ItemId, version.VersionId, version.Draft.LocalizationSet, version.Draft.Lang, version.Type, version.Content!);

    private bool CanFinishTogether(PlannedVersion version) => version is { IsFresh: true, Goal: Goal.Approved or Goal.OnTimeline, Draft.Correction: null }
        && (version.Goal == Goal.Approved || publishNew.CanPublish(version.From, version.Draft.Until));

    // what can go together and stands together goes together; the order stays
    private List<List<PlannedVersion>> InRuns(IReadOnlyList<PlannedVersion> versions)
    {
        var runs = new List<List<PlannedVersion>>();
        foreach (var version in versions)
        {
            if (runs.Count > 0 && CanFinishTogether(runs[^1][^1]) == CanFinishTogether(version))
                runs[^1].Add(version);
            else
                runs.Add([version]);
        }

        return runs;
    }

    private static Task<IReadOnlySet<string>> NoneTogetherAsync(StepRun step, IReadOnlyList<PlannedVersion> run, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(FrozenSet<string>.Empty);

    private async Task<IReadOnlySet<string>> FinishTogetherAsync(StepRun step, IReadOnlyList<PlannedVersion> run, CancellationToken cancellationToken)
    {
        if (!run.All(CanFinishTogether))
            return FrozenSet<string>.Empty;
        var approved = await newItems.ApproveAsync([.. run.Select(NewItem)], step.Actor, cancellationToken);
        var shown = run.Where(version => version.Goal == Goal.OnTimeline && approved.Contains(version.ItemId))
            .Select(version => new PublishNewItems.Input(NewItem(version), version.From, version.Draft.Until));
        await publishNew.RunAsync([.. shown], step.Actor, cancellationToken);
        return approved;
    }

    private async Task<Outcome<Written>> WriteOneAsync(StepRun step, PlannedVersion version, CancellationToken cancellationToken)
    {
        if (version.IsKnown)
            return Written.Nothing;
        var newest = await db.ContentItems.Where(item => item.Id == version.ItemId).Select(item => (int?)item.NewestVersion).SingleOrDefaultAsync(cancellationToken);
        var isNew = newest is null;
        var saved = isNew
            ? await create.RunAsync(version.Draft.Body, step.Actor, cancellationToken, new(version.ItemId, version.VersionId, version.Draft.LocalizationSet, version.Draft.SourceVersionId))
            : await update.RunAsync(version.ItemId, version.Draft.Body, newest!.Value, step.Actor, cancellationToken, version.VersionId);
        if (!saved.Succeeded)
            return saved.Problem;
        return isNew ? Written.Created : Written.Updated;
    }

    private async Task<Outcome<Written>> FinishOneAsync(StepRun step, PlannedVersion planned, CancellationToken cancellationToken)
    {
        var version = await db.ContentVersions.AsNoTracking().SingleAsync(row => row.VersionId == planned.VersionId, cancellationToken);
        // what people decided since an earlier run stands: sent back stays sent back, taken off the timeline stays off
        if (version.Review == ReviewState.Returned || await db.Publications.AnyAsync(row => row.ItemId == version.ItemId && row.Version == version.Number, cancellationToken))
            return Written.Nothing;
        var newest = await db.ContentItems.Where(item => item.Id == version.ItemId).Select(item => item.NewestVersion).SingleAsync(cancellationToken);
        if (version.Review == ReviewState.Draft && newest != version.Number)
        {
            step.Report.Note($"{planned.At.Path}: đã có phiên bản mới hơn, để nguyên. / There is a newer version; left as it is.");
            return Written.Nothing;
        }

        var reviewed = await review.BringAsync(version, planned.Goal, planned.Draft.ReviewNote, step.Actor, cancellationToken);
        if (!reviewed.Succeeded || planned.Goal < Goal.OnTimeline)
            return reviewed;
        if (planned.Goal == Goal.Retracted)
        {
            var recorded = await retraction.RunAsync(version.ItemId, version.Number, planned.Draft.ReviewNote, step.Actor, cancellationToken);
            return recorded.Succeeded ? Written.Updated : recorded.Problem;
        }

        var from = planned.From is { } begin && begin > clock.Now() ? (WallTime)begin : null;
        var until = planned.Draft.Until is { } end ? (WallTime)end : null;
        var published = await publish.RunAsync(version.ItemId, new PublishItem.Request(version.Number, from, until, planned.Draft.Correction, Future: "keep"), step.Actor, cancellationToken);
        return published.Succeeded ? Written.Updated : published.Problem;
    }

    private async Task<Outcome<Written>> LinkOneAsync(StepRun step, PlannedVersion planned, CancellationToken cancellationToken)
    {
        var (source, made) = (planned.Draft.TranslationOf, planned.Draft.SourceVersionId);
        var number = await db.ContentVersions.Where(row => row.ItemId == source && row.VersionId == made).Select(row => row.Number).SingleOrDefaultAsync(cancellationToken);
        await db.ContentVersions.Where(row => row.VersionId == planned.VersionId && row.SourceItemId == source && row.SourceVersion == 0 && number != 0)
            .ExecuteUpdateAsync(row => row.SetProperty(version => version.SourceVersion, number), cancellationToken);
        return Written.Nothing;
    }
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Renditions;

/// <summary>
/// Who makes what of which file. Work is claimed for a time; a node that dies over it lets go of it by that. What an old claim brings is turned away: every
/// mark first asks whether the claim still stands, in the transaction that writes.
/// </summary>
public sealed class MediaWorkLedger(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, MediaWorkBell bell, IOptions<MediaOptions> options, TimeProvider clock)
{
    // others may be faster with the first ones
    private const int Candidates = 8;

    /// <summary>Puts work into the line; the same work anew when it stands in it already, and whoever is at it brings it for nothing.</summary>
    public async Task QueueAsync(MediaFile file, MediaWorkKind kind, Work work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Set<MediaWork>().SingleOrDefaultAsync(row => row.MediaId == file.Id && row.Kind == kind, cancellationToken) is not { } row)
            db.Add(row = new MediaWork { MediaId = file.Id, Kind = kind, Sha256 = file.Sha256 });
        (row.Sha256, row.State, row.QueuedAt, row.NotBefore, row.Attempts, row.Refusal, row.Percent, row.LeasedBy, row.LeaseUntil) = (file.Sha256, MediaWorkState.Waiting, now, now, 0, null, null, null, null);
        work.OnCommitted(bell.Ring);
    }

    /// <summary>Puts all into the line that is to be made of a file.</summary>
    public async Task QueueAllAsync(MediaFile file, Work work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var kind in MediaWorkKinds.Of(file.Format))
            await QueueAsync(file, kind, work, now, cancellationToken);
    }

    /// <summary>Puts files into the line that nothing is being made of: those that an older program took in.</summary>
    public async Task QueueForgottenAsync(CancellationToken cancellationToken)
    {
        if (!await Forgotten.AnyAsync(cancellationToken))
            return;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        var now = clock.Now();
        foreach (var file in await Forgotten.ToListAsync(cancellationToken))
            await QueueAllAsync(file, work, now, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>When there is something of pictures to claim next; null when nothing waits.</summary>
    public Task<DateTimeOffset?> NextAtAsync(bool withAvif, CancellationToken cancellationToken) => NextAtAsync(withAvif ? MediaWorkKinds.Pictures : MediaWorkKinds.PicturesNow, cancellationToken);

    /// <summary>When there is something of these kinds to claim next; null when nothing waits.</summary>
    public async Task<DateTimeOffset?> NextAtAsync(IReadOnlyList<MediaWorkKind> kinds, CancellationToken cancellationToken)
    {
        var waiting = await db.Set<MediaWork>().AsNoTracking().Where(row => row.State == MediaWorkState.Waiting && kinds.Contains(row.Kind))
            .Select(row => new { row.NotBefore, row.LeaseUntil }).ToListAsync(cancellationToken);
        return waiting.Count == 0 ? null : waiting.Min(row => row.LeaseUntil > row.NotBefore ? row.LeaseUntil.Value : row.NotBefore);
    }

    /// <summary>Claims what is due of pictures and waits longest; null when nothing is.</summary>
    /// <param name="withAvif">Whether AVIF may be it, when nothing else is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ClaimedWork?> ClaimAsync(bool withAvif, CancellationToken cancellationToken) => ClaimAsync(withAvif ? MediaWorkKinds.Pictures : MediaWorkKinds.PicturesNow, cancellationToken);

    /// <summary>Claims what is due of these kinds and waits longest, posters first and AVIF last; null when nothing is.</summary>
    public async Task<ClaimedWork?> ClaimAsync(IReadOnlyList<MediaWorkKind> kinds, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var now = clock.Now();
        var due = await db.Set<MediaWork>().AsNoTracking().Where(IsFree(now)).Where(row => kinds.Contains(row.Kind))
            .OrderBy(row => row.Kind == MediaWorkKind.Avif ? 2 : row.Kind == MediaWorkKind.Poster ? 0 : 1).ThenBy(row => row.QueuedAt).ThenBy(row => row.MediaId).Take(Candidates).ToListAsync(cancellationToken);
        foreach (var row in due)
        {
            var claim = new ClaimedWork(row.MediaId, row.Kind, row.Sha256, Guid.NewGuid());
            var until = now + options.Value.Lease;
            // on PostgreSQL another node may have been faster: whoever changes the row has it
            if (await db.Set<MediaWork>().Where(mine => mine.MediaId == row.MediaId && mine.Kind == row.Kind).Where(IsFree(now))
                .ExecuteUpdateAsync(set => set.SetProperty(mine => mine.LeasedBy, claim.Lease).SetProperty(mine => mine.LeaseUntil, until), cancellationToken) == 0)
                continue;
            await SetStateAsync(claim, MediaState.Processing, cancellationToken);
            await work.CommitAsync(cancellationToken);
            return claim;
        }

        return null;
    }

    /// <summary>Says that the node is still at it; false when the claim is another's by now.</summary>
    public Task<bool> HoldAsync(ClaimedWork claim, CancellationToken cancellationToken) => HoldAsync(claim, null, cancellationToken);

    /// <summary>The same, with how far it is in percent; null for nothing to say.</summary>
    public async Task<bool> HoldAsync(ClaimedWork claim, int? percent, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var held = await IsMineAsync(claim, cancellationToken);
        if (held && percent is not null)
            await Claimed(claim).ExecuteUpdateAsync(set => set.SetProperty(row => row.Percent, percent), cancellationToken);
        await work.CommitAsync(cancellationToken);
        return held;
    }

    /// <summary>Inside a transaction: whether the claim stands; if so nobody takes it before the transaction ends.</summary>
    public async Task<bool> IsMineAsync(ClaimedWork claim, CancellationToken cancellationToken)
    {
        var until = clock.Now() + options.Value.Lease;
        return await Claimed(claim).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>Inside a transaction: the work is done.</summary>
    public Task DoneAsync(ClaimedWork claim, CancellationToken cancellationToken) => Claimed(claim).ExecuteDeleteAsync(cancellationToken);

    /// <summary>The work was refused: it is tried again later, or failed. Nothing when the claim is another's by now.</summary>
    public async Task RefuseAsync(ClaimedWork claim, Problem problem, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (!await IsMineAsync(claim, cancellationToken))
            return;
        var row = await Claimed(claim).SingleAsync(cancellationToken);
        var refusal = WorkRefusal.Of(problem);
        row.Attempts = row.Refusal?.Code == problem.Code ? row.Attempts + 1 : 1;
        (row.Refusal, row.Percent, row.LeasedBy, row.LeaseUntil) = (refusal, null, null, null);
        var wait = RetryRules.WaitAfter(problem, row.Attempts);
        if (wait is { } span)
            row.NotBefore = clock.Now() + span;
        else
            row.State = MediaWorkState.Failed;
        var file = await db.Set<MediaFile>().SingleAsync(one => one.Id == claim.MediaId, cancellationToken);
        if (claim.Kind.Decides(file.Kind))
            (file.State, file.Failure) = wait is null ? (MediaState.Failed, refusal) : (MediaState.Uploaded, null);

        if (wait is null)
            audit.Record(Actor.System, "media.renderFailed", "media", claim.MediaId, new { claim.Kind, refusal.Code });
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>Gives the work back as it was, for the next one who looks: the node is going.</summary>
    public async Task LetGoAsync(ClaimedWork claim, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await Claimed(claim).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeasedBy, (Guid?)null).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null).SetProperty(row => row.Percent, (int?)null), cancellationToken) == 1)
            await SetStateAsync(claim, MediaState.Uploaded, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    // what goes out as it came is ready from the beginning
    private IQueryable<MediaFile> Forgotten => db.Set<MediaFile>().Where(file => (file.State == MediaState.Uploaded || file.State == MediaState.Processing)
        && !db.Set<MediaWork>().Any(row => row.MediaId == file.Id && (row.Kind == MediaWorkKind.Renditions || row.Kind == MediaWorkKind.Clip || row.Kind == MediaWorkKind.Sound)));

    private IQueryable<MediaWork> Claimed(ClaimedWork claim) =>
        db.Set<MediaWork>().Where(row => row.MediaId == claim.MediaId && row.Kind == claim.Kind && row.LeasedBy == claim.Lease);

    private static Expression<Func<MediaWork, bool>> IsFree(DateTimeOffset now) =>
        row => row.State == MediaWorkState.Waiting && row.NotBefore <= now && (row.LeaseUntil == null || row.LeaseUntil <= now);

    private async Task SetStateAsync(ClaimedWork claim, MediaState state, CancellationToken cancellationToken)
    {
        var decides = Enum.GetValues<MediaKind>().Where(file => claim.Kind.Decides(file)).ToList();
        if (decides.Count > 0)
            await db.Set<MediaFile>().Where(file => file.Id == claim.MediaId && decides.Contains(file.Kind)).ExecuteUpdateAsync(set => set.SetProperty(file => file.State, state), cancellationToken);
    }
}

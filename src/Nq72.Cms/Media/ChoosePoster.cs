using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Chooses which frame stands for a clip. The one that there is stays until the new one is made.</summary>
public sealed class ChoosePoster(CmsDb db, UnitOfWork unitOfWork, MediaWorkLedger ledger, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>The body of <c>PUT /manage/media/{id}/poster</c>.</summary>
    /// <param name="AtSeconds">The instant in the clip, from 0; null for one that is looked for.</param>
    public sealed record Request(double? AtSeconds);

    /// <summary>Chooses it.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, Request request, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        if (file.Kind != MediaKind.Video)
            return MediaProblems.NoPosterFor(file.Kind);
        var longest = (file.DurationMs ?? 0) / 1_000.0;
        if (request.AtSeconds is { } at && (!double.IsFinite(at) || at < 0 || at > longest))
            return ClipProblems.Of(new(ClipRefusalCode.ClipPosterOutside, Allowed: (long)longest));
        file.PosterMs = request.AtSeconds is { } seconds ? (long)(seconds * 1_000) : null;
        await ledger.QueueAsync(file, MediaWorkKind.Poster, work, clock.Now(), cancellationToken);
        audit.Record(actor, "media.choosePoster", "media", id, new { request.AtSeconds });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

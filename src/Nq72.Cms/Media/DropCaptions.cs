using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Takes captions or chapters away from a clip or sound.</summary>
public sealed class DropCaptions(CmsDb db, UnitOfWork unitOfWork, MediaUse use, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Takes them away; 404 where there are none.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, string lang, CaptionsKind kind, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        if (await db.Set<MediaCaptions>().SingleOrDefaultAsync(one => one.MediaId == id && one.Kind == kind && one.Lang == lang, cancellationToken) is not { } row)
            return MediaProblems.NoCaptions(lang);
        db.Remove(row);
        audit.Record(actor, "media.dropCaptions", "media", id, new { kind, lang, row.Sha256 });
        await PutCaptions.SettleAsync(file, db, use, epochs, work, clock.Now(), cancellationToken);
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

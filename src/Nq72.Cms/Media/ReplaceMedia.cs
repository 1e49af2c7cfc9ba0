using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>
/// Puts another file into the place of one: what refers to it shows the new one, and the old one is kept for the desk. Who is in it must be said anew,
/// since nobody knows whether the record of consent is about those in the new one.
/// </summary>
public sealed class ReplaceMedia(CmsDb db, UnitOfWork unitOfWork, MediaIntake intake, MediaWorkLedger ledger, MediaUse use, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Replaces it. The same bytes again change nothing.</summary>
    /// <param name="id">The place.</param>
    /// <param name="content">The new bytes; of the same kind.</param>
    /// <param name="name">The name that they came with.</param>
    /// <param name="actor">Who replaces.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<MediaFile>> RunAsync(string id, Stream content, string? name, Actor actor, CancellationToken cancellationToken)
    {
        if (!await db.Set<MediaFile>().AnyAsync(file => file.Id == id, cancellationToken))
            return MediaProblems.NoMedia(id);
        var taken = await intake.TakeAsync(content, cancellationToken);
        return taken.Succeeded ? await KeepAsync(id, taken.Value, name, actor, cancellationToken) : taken.Problem;
    }

    /// <summary>Replaces it by bytes that are kept already.</summary>
    internal async Task<Outcome<MediaFile>> KeepAsync(string id, MediaIntake.Taken taken, string? name, Actor actor, CancellationToken cancellationToken)
    {
        var (blob, format, _, _) = taken;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        if (file.Sha256 == blob.Sha256)
        {
            await work.CommitAsync(cancellationToken);
            return file;
        }

        if (file.Kind != format.Kind())
            return MediaProblems.KindDiffers(file.Kind, format.Kind());
        if (await db.Set<MediaFile>().Where(row => row.Sha256 == blob.Sha256).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken) is { } other)
            return MediaProblems.Exists(other);
        var now = clock.Now();
        (file.Sha256, file.Bytes, file.Format, file.Name) = (blob.Sha256, blob.Bytes, format, MediaNames.Of(name, format));
        (file.Width, file.Height, file.DurationMs, file.Failure, file.FocusX, file.FocusY) = (null, null, null, null, null, null);
        (file.CropX, file.CropY, file.Placeholder, file.Colour, file.HadPosition, file.FromFile) = (null, null, null, null, null, []);
        (file.PosterMs, file.PosterAtMs, file.PosterIsDark) = (null, null, false);
        (file.People, file.Consent) = (null, null);
        file.State = format.GoesOutAsItCame() ? MediaState.Ready : MediaState.Uploaded;
        (file.ChangedAt, file.ChangedBy) = (now, actor.Name);
        file.Number++;
        file.Revision++;
        file.Settle();
        db.Add(UploadMedia.PastOf(file));
        // what was made of the old bytes shows the old picture, and who works on them brings it for nothing
        await db.Set<MediaRendition>().Where(row => row.MediaId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Set<MediaPlayable>().Where(row => row.MediaId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Set<MediaWork>().Where(row => row.MediaId == id).ExecuteDeleteAsync(cancellationToken);
        await UploadMedia.ExamineAsync(file, taken, db, ledger, work, cancellationToken);
        audit.Record(actor, "media.replace", "media", id, new { file.Name, file.Format, file.Bytes, file.Sha256, file.Number });
        await use.MarkItemsAsync(id, now, cancellationToken);
        epochs.Bump(work, now);
        await work.CommitAsync(cancellationToken);
        return file;
    }
}

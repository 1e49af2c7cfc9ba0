using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Takes a file into the library. The same bytes are there once: who uploads them again is given the file that there is.</summary>
public sealed class UploadMedia(CmsDb db, UnitOfWork unitOfWork, MediaIntake intake, MediaWorkLedger ledger, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What became of it.</summary>
    /// <param name="File">The file.</param>
    /// <param name="IsNew">Whether it was not there before.</param>
    public sealed record Result(MediaFile File, bool IsNew);

    /// <summary>Takes it in.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="name">The name that it came with; null for none. Says nothing about what it is.</param>
    /// <param name="actor">Who uploads.</param>
    /// <param name="cancellationToken">Gives up; nothing of it remains.</param>
    public async Task<Outcome<Result>> RunAsync(Stream content, string? name, Actor actor, CancellationToken cancellationToken)
    {
        // the bytes first: a transaction does not wait for a telephone
        var taken = await intake.TakeAsync(content, cancellationToken);
        return taken.Succeeded ? await KeepAsync(taken.Value, name, actor, cancellationToken) : taken.Problem;
    }

    /// <summary>Takes a file into the library whose bytes are kept already; under a new id, or under one that is free.</summary>
    internal async Task<Result> KeepAsync(MediaIntake.Taken taken, string? name, Actor actor, CancellationToken cancellationToken, string? id = null)
    {
        var (blob, format, _, _) = taken;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(file => file.Sha256 == blob.Sha256, cancellationToken) is { } known)
        {
            await work.CommitAsync(cancellationToken);
            return new Result(known, IsNew: false);
        }

        var now = clock.Now();
        var file = new MediaFile
        {
            Id = id ?? ContentIds.New(), Kind = format.Kind(), Format = format, Sha256 = blob.Sha256, Bytes = blob.Bytes, Name = MediaNames.Of(name, format),
            State = format.GoesOutAsItCame() ? MediaState.Ready : MediaState.Uploaded, UploadedAt = now, UploadedBy = actor.Name, ChangedAt = now, ChangedBy = actor.Name, Number = 1, Revision = 1,
        };
        file.Settle();
        db.Add(file);
        await ExamineAsync(file, taken, db, ledger, work, cancellationToken);
        db.Add(PastOf(file));
        audit.Record(actor, "media.upload", "media", file.Id, new { file.Name, file.Format, file.Bytes, file.Sha256 });
        await work.CommitAsync(cancellationToken);
        return new Result(file, IsNew: true);
    }

    /// <summary>Inside a transaction: takes over what the header of a picture, clip or sound tells, and puts it into the line.</summary>
    internal static async Task ExamineAsync(MediaFile file, MediaIntake.Taken taken, CmsDb db, MediaWorkLedger ledger, Work work, CancellationToken cancellationToken)
    {
        var language = (await SiteSettings.ReadAsync(db, cancellationToken)).DefaultLanguage;
        if (taken.Facts is { } picture)
            file.Take(picture, language);
        if (taken.Clip is { } clip)
            file.Take(clip, language);
        await ledger.QueueAllAsync(file, work, file.ChangedAt, cancellationToken);
    }

    internal static MediaPast PastOf(MediaFile file) => new()
    {
        MediaId = file.Id, Number = file.Number, Sha256 = file.Sha256, Format = file.Format, Bytes = file.Bytes, Name = file.Name, At = file.ChangedAt, By = file.ChangedBy,
    };
}

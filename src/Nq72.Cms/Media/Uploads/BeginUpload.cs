using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Uploads;

/// <summary>Begins an upload in parts. What is known to be refused is refused before a byte is sent.</summary>
public sealed class BeginUpload(CmsDb db, UnitOfWork unitOfWork, MediaIntake intake, AuditRecorder audit, IOptions<MediaOptions> options, TimeProvider clock)
{
    // what a client says of its file; the rest is kept for it and says nothing to us
    private const string NameKey = "filename", ReplacesKey = "replaces";

    /// <summary>Begins it.</summary>
    /// <param name="length">Bytes in all; from 1.</param>
    /// <param name="metadata">The header as it came: <c>filename</c>, and <c>replaces</c> with the id of the file whose place it takes.</param>
    /// <param name="actor">Whose it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<PendingUpload>> RunAsync(long length, string? metadata, Actor actor, CancellationToken cancellationToken)
    {
        var said = Tus.ReadMetadata(metadata);
        if (!said.Succeeded)
            return said.Problem;
        if (length == 0)
            return MediaProblems.Empty;
        if (length > options.Value.LargestBytes)
            return UploadProblems.TooLarge(options.Value.LargestBytes);
        if (!await intake.HasRoomAsync(length, cancellationToken))
            return MediaProblems.DiskFull;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        var replaces = said.Value.GetValueOrDefault(ReplacesKey);
        if (replaces is not null && !await db.Set<MediaFile>().AnyAsync(file => file.Id == replaces, cancellationToken))
            return MediaProblems.NoMedia(replaces);
        var now = clock.Now();
        var most = options.Value.UnfinishedUploads;
        if (await db.Set<PendingUpload>().CountAsync(row => row.OwnerId == actor.Id && row.ExpiresAt > now && row.MediaId == null, cancellationToken) >= most)
            return UploadProblems.TooMany(most);
        var upload = new PendingUpload
        {
            Id = ContentIds.New(), Name = MediaNames.Bare(said.Value.GetValueOrDefault(NameKey)), Length = length, Metadata = string.IsNullOrEmpty(metadata) ? null : metadata, Replaces = replaces,
            OwnerKind = actor.Kind, OwnerId = actor.Id, CreatedAt = now, ExpiresAt = now + options.Value.KeepUnfinished,
        };
        db.Add(upload);
        audit.Record(actor, "media.beginUpload", "upload", upload.Id, new { upload.Name, upload.Length, upload.Replaces });
        await work.CommitAsync(cancellationToken);
        return upload;
    }
}

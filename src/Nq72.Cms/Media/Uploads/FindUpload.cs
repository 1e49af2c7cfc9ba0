using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Uploads;

/// <summary>Finds uploads for those whose they are. For all others they are not there.</summary>
public sealed class FindUpload(CmsDb db, IBlobStore store, MediaQueries media, TimeProvider clock)
{
    /// <summary>The upload as it stands in the database now; 404 where it is not the actor's, 410 when it waited too long.</summary>
    public async Task<Outcome<PendingUpload>> RunAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Set<PendingUpload>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } upload || !upload.IsFor(actor))
            return UploadProblems.NoUpload(id);
        return upload.ExpiresAt <= clock.Now() ? UploadProblems.Expired : upload;
    }

    /// <summary>Bytes of it that are here.</summary>
    public async Task<long> OffsetAsync(PendingUpload upload, CancellationToken cancellationToken) =>
        upload.MediaId is null ? await store.BytesSoFarAsync(upload.Id, cancellationToken) : upload.Length;

    /// <summary>The upload as it is shown, with the file that was made of it.</summary>
    public async Task<UploadView> ShowAsync(PendingUpload upload, string language, CancellationToken cancellationToken)
    {
        var file = upload.MediaId is { } id ? await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        return new UploadView
        {
            Id = upload.Id, Name = upload.Name, Length = upload.Length, Offset = await OffsetAsync(upload, cancellationToken), ExpiresAt = upload.ExpiresAt, Replaces = upload.Replaces,
            Media = file is null ? null : (await media.ShowAsync([file], language, cancellationToken))[0], Existing = upload.IsExisting,
        };
    }
}

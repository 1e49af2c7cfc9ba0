using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Takes a file out of the library, with its history. Its bytes leave the disk with the next sweep after <c>Nq72:Media:KeepUnusedHours</c>.</summary>
public sealed class DeleteMedia(CmsDb db, UnitOfWork unitOfWork, IBlobStore store, MediaUse use, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Deletes it; 409 <c>mediaUsed</c> with where it is used.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        var used = (await use.WhereAsync(id, clock.Now(), cancellationToken)).Where(item => item.IsCurrent).ToList();
        if (used.Count > 0)
        {
            return Problem.Conflict("mediaUsed", new("Tệp đang được dùng", "The file is in use"), new(
                $"Hãy gỡ khỏi {string.Join(", ", used.Take(5).Select(item => $"“{item.Title}”"))} trước.", $"Take it out of {string.Join(", ", used.Take(5).Select(item => $"“{item.Title}”"))} first.")) with
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["usedIn"] = used },
            };
        }

        // from now on its bytes are unused; until now they were not, however old they are
        foreach (var sha256 in await db.Set<MediaPast>().Where(past => past.MediaId == id).Select(past => past.Sha256).ToListAsync(cancellationToken))
            await store.TouchAsync(sha256, cancellationToken);
        db.Remove(file);
        audit.Record(actor, "media.delete", "media", id, new { file.Name, file.Sha256 });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Writes down what a file shows, whose it is, who is in it and whether they agree. Readers see it at once.</summary>
public sealed class DescribeMedia(CmsDb db, UnitOfWork unitOfWork, MediaWorkLedger ledger, MediaUse use, EpochCounter epochs, AuditRecorder audit, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>Writes it down.</summary>
    /// <param name="id">The file.</param>
    /// <param name="body">JSON object of <c>PUT /manage/media/{id}</c>.</param>
    /// <param name="seen">The revision that the writer started from; null for any.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<MediaFile>> RunAsync(string id, JsonObject body, int? seen, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        if (seen is { } revision && revision != file.Revision)
            return MediaProblems.Stale(revision, file.Revision);
        var focus = (file.FocusX, file.FocusY);
        var applied = new MediaInput(body, await SiteSettings.ReadAsync(db, cancellationToken), installation.Zone).Apply(file);
        if (!applied.Succeeded)
        {
            // what was half said is not kept, whatever else the scope writes
            db.Entry(file).State = EntityState.Detached;
            return applied.Problem;
        }

        var now = clock.Now();
        (file.ChangedAt, file.ChangedBy) = (now, actor.Name);
        file.Revision++;
        file.Settle();
        // while the first ones are being made, those who make them see to it
        if (focus != (file.FocusX, file.FocusY) && file is { Kind: MediaKind.Image, State: MediaState.Ready })
            await ledger.QueueAsync(file, MediaWorkKind.Crops, work, now, cancellationToken);
        audit.Record(actor, "media.describe", "media", id, new { file.Alt, file.Caption, file.Credit, file.Licence, file.RightsUntil, file.FocusX, file.FocusY, file.People, consent = file.Consent?.Reference, consentUntil = file.Consent?.Until });
        await use.MarkItemsAsync(id, now, cancellationToken);
        epochs.Bump(work, now);
        await work.CommitAsync(cancellationToken);
        return file;
    }
}

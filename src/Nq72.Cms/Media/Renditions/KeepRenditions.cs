using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Writes down what was made of a file, whose bytes the store has: all of it in one transaction, and only while the claim stands.</summary>
internal sealed class KeepRenditions(CmsDb db, UnitOfWork unitOfWork, MediaWorkLedger ledger, MediaUse use, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What was made.</summary>
    /// <param name="Facts">What the header told; null when that was known.</param>
    /// <param name="Focus">The focal point that was asked for.</param>
    /// <param name="Made">The files, whose bytes the store has, and what goes with them.</param>
    internal sealed record Result(ImageFacts? Facts, FocalPoint? Focus, ImageRenderings Made);

    /// <summary>What was made of a frame of a clip.</summary>
    /// <param name="Chosen">The instant that was asked for; null for none.</param>
    /// <param name="Taken">The frame.</param>
    /// <param name="Made">The files, whose bytes the store has, and what goes with them.</param>
    internal sealed record PosterResult(long? Chosen, ClipPoster Taken, ImageRenderings Made);

    /// <summary>All that a page needs: from now on the file can be shown. AVIF goes into the line.</summary>
    public Task AllAsync(ClaimedWork claim, Result result, CancellationToken cancellationToken) => WriteAsync(claim, async (file, work, now) =>
    {
        if (result.Facts is { } facts)
            file.Take(facts, (await SiteSettings.ReadAsync(db, cancellationToken)).DefaultLanguage);
        await db.Set<MediaRendition>().Where(row => row.MediaId == file.Id).ExecuteDeleteAsync(cancellationToken);
        Add(file, result.Made.Renditions);
        (file.State, file.Failure) = (MediaState.Ready, null);
        (file.Placeholder, file.Colour) = (result.Made.Placeholder?.DataUri, result.Made.Placeholder?.Colour);
        SetCrop(file, result.Made.Focus);
        await ledger.DoneAsync(claim, cancellationToken);
        await ledger.QueueAsync(file, MediaWorkKind.Avif, work, now, cancellationToken);
        // somebody chose another point meanwhile
        if (result.Focus != Point(file))
            await ledger.QueueAsync(file, MediaWorkKind.Crops, work, now, cancellationToken);
        audit.Record(Actor.System, "media.render", "media", file.Id, new { file.Sha256, renditions = result.Made.Renditions.Count });
    }, cancellationToken);

    /// <summary>Other crops in place of those that there were; what was made of these in AVIF goes with them.</summary>
    public Task CropsAsync(ClaimedWork claim, Result result, CancellationToken cancellationToken) => WriteAsync(claim, async (file, work, now) =>
    {
        await db.Set<MediaRendition>().Where(row => row.MediaId == file.Id && row.Shape != RenditionShape.Whole).ExecuteDeleteAsync(cancellationToken);
        Add(file, result.Made.Renditions);
        SetCrop(file, result.Made.Focus);
        await ledger.DoneAsync(claim, cancellationToken);
        await ledger.QueueAsync(file, MediaWorkKind.Avif, work, now, cancellationToken);
        audit.Record(Actor.System, "media.render", "media", file.Id, new { file.Sha256, crops = result.Made.Renditions.Count });
    }, cancellationToken);

    /// <summary>Further files beside those that there are.</summary>
    public Task MoreAsync(ClaimedWork claim, IReadOnlyList<Rendition> more, bool isLast, CancellationToken cancellationToken) => WriteAsync(claim, async (file, _, _) =>
    {
        Add(file, more);
        if (isLast)
            await ledger.DoneAsync(claim, cancellationToken);
    }, cancellationToken);

    /// <summary>A clip's poster in place of the one that there was.</summary>
    public Task PosterAsync(ClaimedWork claim, PosterResult result, CancellationToken cancellationToken) => WriteAsync(claim, async (file, work, now) =>
    {
        await db.Set<MediaRendition>().Where(row => row.MediaId == file.Id).ExecuteDeleteAsync(cancellationToken);
        Add(file, result.Made.Renditions);
        (file.Placeholder, file.Colour) = (result.Made.Placeholder?.DataUri, result.Made.Placeholder?.Colour);
        SetCrop(file, result.Made.Focus);
        (file.PosterAtMs, file.PosterIsDark) = ((long)result.Taken.At.TotalMilliseconds, result.Taken.IsDark);
        await ledger.DoneAsync(claim, cancellationToken);
        // somebody chose another frame meanwhile
        if (result.Chosen != file.PosterMs)
            await ledger.QueueAsync(file, MediaWorkKind.Poster, work, now, cancellationToken);
        audit.Record(Actor.System, "media.poster", "media", file.Id, new { file.Sha256, atMs = file.PosterAtMs });
    }, cancellationToken);

    /// <summary>The clip that is given out: from now on the file can be shown. Its sound alone goes into the line.</summary>
    public Task ClipAsync(ClaimedWork claim, ClipFacts? facts, MediaPlayable made, CancellationToken cancellationToken) => WriteAsync(claim, async (file, work, now) =>
    {
        await PlayAsync(file, facts, made, cancellationToken);
        (file.State, file.Failure) = (MediaState.Ready, null);
        await ledger.DoneAsync(claim, cancellationToken);
        await ledger.QueueAsync(file, MediaWorkKind.Sound, work, now, cancellationToken);
        audit.Record(Actor.System, "media.transcode", "media", file.Id, new { file.Sha256, made.Format, made.Bytes });
    }, cancellationToken);

    /// <summary>The sound alone; null where a clip is silent. A file of sound can be shown from now on.</summary>
    public Task SoundAsync(ClaimedWork claim, ClipFacts? facts, MediaPlayable? made, CancellationToken cancellationToken) => WriteAsync(claim, async (file, _, _) =>
    {
        if (made is not null)
        {
            await PlayAsync(file, facts, made, cancellationToken);
            audit.Record(Actor.System, "media.transcode", "media", file.Id, new { file.Sha256, made.Format, made.Bytes });
        }

        if (file.Kind == MediaKind.Audio)
            (file.State, file.Failure) = (MediaState.Ready, null);
        await ledger.DoneAsync(claim, cancellationToken);
    }, cancellationToken);

    private async Task PlayAsync(MediaFile file, ClipFacts? facts, MediaPlayable made, CancellationToken cancellationToken)
    {
        if (facts is not null)
            file.Take(facts, (await SiteSettings.ReadAsync(db, cancellationToken)).DefaultLanguage);
        await db.Set<MediaPlayable>().Where(row => row.MediaId == file.Id && row.Format == made.Format).ExecuteDeleteAsync(cancellationToken);
        db.Add(made);
    }

    private async Task WriteAsync(ClaimedWork claim, Func<MediaFile, Work, DateTimeOffset, Task> write, CancellationToken cancellationToken)
    {
        bool told;
        await using (var work = await unitOfWork.BeginAsync(cancellationToken))
        {
            await work.WriteAloneAsync(Register.Media, cancellationToken);
            if (!await ledger.IsMineAsync(claim, cancellationToken))
                return;
            var now = clock.Now();
            var file = await db.Set<MediaFile>().SingleAsync(row => row.Id == claim.MediaId, cancellationToken);
            await write(file, work, now);
            told = await TellAsync(claim.MediaId, work, now, cancellationToken);
            await work.CommitAsync(cancellationToken);
        }

        db.ChangeTracker.Clear();
        // an item may have begun to use it in that moment; it was shown what was there before
        if (!told)
            await TellLateAsync(claim.MediaId, cancellationToken);
    }

    private async Task TellLateAsync(string id, CancellationToken cancellationToken)
    {
        if (!await IsUsedAsync(id, cancellationToken))
            return;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await TellAsync(id, work, clock.Now(), cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    // what nothing uses changes nothing for readers, and their ready answers stay
    private async Task<bool> TellAsync(string id, Work work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await IsUsedAsync(id, cancellationToken))
            return false;
        await use.MarkItemsAsync(id, now, cancellationToken);
        epochs.Bump(work, now);
        return true;
    }

    private Task<bool> IsUsedAsync(string id, CancellationToken cancellationToken) =>
        db.VersionFacets.AnyAsync(facet => facet.Kind == ContentItems.VersionFacet.Media && facet.Value == id, cancellationToken);

    private void Add(MediaFile file, IReadOnlyList<Rendition> made) => db.AddRange(made.Select(one => new MediaRendition
    {
        MediaId = file.Id, Shape = one.Shape, Format = one.Format, Width = one.Width, Height = one.Height, Sha256 = one.Sha256, Bytes = one.Bytes,
    }));

    private static void SetCrop(MediaFile file, FocalPoint? crop) => (file.CropX, file.CropY) = (crop?.X, crop?.Y);

    private static FocalPoint? Point(MediaFile file) => file is { FocusX: { } x, FocusY: { } y } ? new(x, y) : null;
}

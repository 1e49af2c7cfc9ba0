using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Claims one piece of work on a clip or sound and does it: its poster in every size, the clip that is given out, its sound alone.</summary>
internal sealed class MakeClips(
    CmsDb db, MediaWorkLedger ledger, LeasedWork leased, KeepRenditions keep, IBlobStore store, IClipProcessor clips, IImageProcessor images, DatabaseOptions database, IOptions<ImageOptions> sizes)
{
    private readonly RenditionSizes plan = new(sizes.Value.WidthsInForce);

    /// <summary>Does the next piece. False when nothing is due.</summary>
    /// <param name="postersOnly">Whether only posters may be it, which do not wait for what takes long.</param>
    /// <param name="cancellationToken">The node is going: what was begun is given back.</param>
    public async Task<bool> RunAsync(bool postersOnly, CancellationToken cancellationToken)
    {
        if (await ledger.ClaimAsync(postersOnly ? MediaWorkKinds.Posters : MediaWorkKinds.Clips, cancellationToken) is not { } claim)
            return false;
        await leased.RunAsync(claim, lease => DoAsync(claim, lease, cancellationToken), what => ClipProblems.Of(new(ClipRefusalCode.ClipNotWritten, What: what)), cancellationToken);
        return true;
    }

    private async Task<Problem?> DoAsync(ClaimedWork claim, MediaLease lease, CancellationToken cancellationToken)
    {
        var held = lease.Held;
        if (await store.FileAsync(claim.Sha256, held) is not { } path)
            return ClipProblems.Of(new(ClipRefusalCode.ClipFileMissing));
        // deleted meanwhile, and its work with it
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == claim.MediaId, held) is not { } file)
            return null;
        // what an older program took in was never looked at
        var facts = file.DurationMs is null ? await clips.ProbeAsync(path, held) : default(Outcome<ClipFacts>?);
        if (facts is { Succeeded: false } refused)
            return refused.Problem;
        using var folder = RenderFolder.Make(database);
        return claim.Kind switch
        {
            MediaWorkKind.Poster => await TakePosterAsync(claim, file, path, folder, held, cancellationToken),
            MediaWorkKind.Clip => await MakeClipAsync(claim, facts?.Value, path, folder, lease, cancellationToken),
            _ => await MakeSoundAsync(claim, file, facts?.Value, path, folder, lease, cancellationToken),
        };
    }

    private async Task<Problem?> TakePosterAsync(ClaimedWork claim, MediaFile file, string path, RenderFolder folder, CancellationToken held, CancellationToken cancellationToken)
    {
        var frame = Path.Combine(folder.Path, "poster.jpg");
        var taken = await clips.PosterAsync(new() { SourcePath = path, OutputPath = frame, At = file.PosterMs is { } chosen ? TimeSpan.FromMilliseconds(chosen) : null }, held);
        if (!taken.Succeeded)
            return taken.Problem;
        using var made = RenderFolder.Make(database);
        var rendered = await images.RenderAsync(new() { SourcePath = frame, OutputFolder = made.Path, Wishes = plan.Plain(RenditionSizes.Shapes), WithPlaceholder = true }, held);
        if (!rendered.Succeeded)
            return rendered.Problem;
        foreach (var rendition in rendered.Value.Renditions)
            await store.KeepAsync(Path.Combine(made.Path, rendition.FileName), held);
        await keep.PosterAsync(claim, new(file.PosterMs, taken.Value, rendered.Value), cancellationToken);
        return null;
    }

    private async Task<Problem?> MakeClipAsync(ClaimedWork claim, ClipFacts? facts, string path, RenderFolder folder, MediaLease lease, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder.Path, "clip.mp4");
        var made = await clips.TranscodeAsync(new() { SourcePath = path, OutputPath = output }, lease, lease.Held);
        if (!made.Succeeded)
            return made.Problem;
        await store.KeepAsync(output, lease.Held);
        await keep.ClipAsync(claim, facts, PlayableOf(claim, MediaFormat.Mp4, made.Value), cancellationToken);
        return null;
    }

    private async Task<Problem?> MakeSoundAsync(ClaimedWork claim, MediaFile file, ClipFacts? facts, string path, RenderFolder folder, MediaLease lease, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder.Path, "sound.m4a");
        var made = await clips.AudioAsync(new() { SourcePath = path, OutputPath = output }, lease, lease.Held);
        if (made.Succeeded)
            await store.KeepAsync(output, lease.Held);
        // a clip may be silent
        else if (file.Kind != MediaKind.Video || made.Problem?.Code != ClipProblems.Name(ClipRefusalCode.ClipNoSound))
            return made.Problem;
        await keep.SoundAsync(claim, facts, made.Succeeded ? PlayableOf(claim, MediaFormat.M4A, made.Value) : null, cancellationToken);
        return null;
    }

    private static MediaPlayable PlayableOf(ClaimedWork claim, MediaFormat format, ClipRendition made) => new()
    {
        MediaId = claim.MediaId, Format = format, Width = made.Width, Height = made.Height, DurationMs = (long)made.Duration.TotalMilliseconds, Sha256 = made.Sha256, Bytes = made.Bytes,
    };
}

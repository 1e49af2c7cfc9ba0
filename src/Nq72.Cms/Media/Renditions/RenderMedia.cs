using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Claims one piece of work and does it: renders, keeps the files, and says so in one transaction, so that nothing is ever half there.</summary>
internal sealed class RenderMedia(
    CmsDb db, MediaWorkLedger ledger, LeasedWork leased, KeepRenditions keep, IBlobStore store, IImageProcessor images, DatabaseOptions database, IOptions<ImageOptions> sizes)
{
    private readonly RenditionSizes plan = new(sizes.Value.WidthsInForce);

    /// <summary>Does the next piece. False when nothing is due.</summary>
    /// <param name="withAvif">Whether AVIF may be it, when nothing else is.</param>
    /// <param name="cancellationToken">The node is going: what was begun is given back.</param>
    public async Task<bool> RunAsync(bool withAvif, CancellationToken cancellationToken)
    {
        if (await ledger.ClaimAsync(withAvif, cancellationToken) is not { } claim)
            return false;
        await leased.RunAsync(claim, lease => DoAsync(claim, lease.Held, cancellationToken), what => ImageProblems.Of(new(ImageRefusalCode.ImageNotWritten, What: what)), cancellationToken);
        return true;
    }

    private async Task<Problem?> DoAsync(ClaimedWork claim, CancellationToken held, CancellationToken cancellationToken)
    {
        if (await store.FileAsync(claim.Sha256, held) is not { } path)
            return ImageProblems.Of(new(ImageRefusalCode.ImageFileMissing));
        // deleted meanwhile, and its work with it
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == claim.MediaId, held) is not { } file)
            return null;
        return claim.Kind switch
        {
            MediaWorkKind.Renditions => await MakeAllAsync(claim, file, path, held, cancellationToken),
            MediaWorkKind.Crops => await MakeCropsAsync(claim, file, path, held, cancellationToken),
            _ => await MakeAvifAsync(claim, file, path, held, cancellationToken),
        };
    }

    private async Task<Problem?> MakeAllAsync(ClaimedWork claim, MediaFile file, string path, CancellationToken held, CancellationToken cancellationToken)
    {
        // what an older program took in was never looked at
        var facts = file.Width is null ? await images.ProbeAsync(path, held) : default(Outcome<ImageFacts>?);
        if (facts is { Succeeded: false } refused)
            return refused.Problem;
        var focus = Point(file.FocusX, file.FocusY);
        return await RenderAsync(path, plan.Plain(RenditionSizes.Shapes), focus, true, made => keep.AllAsync(claim, new(facts?.Value, focus, made), cancellationToken), held);
    }

    private async Task<Problem?> MakeCropsAsync(ClaimedWork claim, MediaFile file, string path, CancellationToken held, CancellationToken cancellationToken)
    {
        var focus = Point(file.FocusX, file.FocusY);
        return await RenderAsync(path, plan.Plain(RenditionSizes.Crops), focus, false, made => keep.CropsAsync(claim, new(null, focus, made), cancellationToken), held);
    }

    // shape by shape: each is shown when it is there, and what a kill interrupts is not done twice
    private async Task<Problem?> MakeAvifAsync(ClaimedWork claim, MediaFile file, string path, CancellationToken held, CancellationToken cancellationToken)
    {
        var there = await db.Set<MediaRendition>().Where(row => row.MediaId == claim.MediaId && row.Format == RenditionFormat.Avif).Select(row => row.Shape).Distinct().ToListAsync(held);
        var missing = RenditionSizes.Shapes.Except(there).ToList();
        foreach (var shape in missing)
        {
            var refused = await RenderAsync(path, plan.Avif(shape), Point(file.CropX, file.CropY), false,
                made => keep.MoreAsync(claim, made.Renditions, isLast: shape == missing[^1], cancellationToken), held);
            if (refused is not null)
                return refused;
        }

        if (missing.Count == 0)
            await keep.MoreAsync(claim, [], isLast: true, cancellationToken);
        return null;
    }

    private async Task<Problem?> RenderAsync(
        string path, IReadOnlyList<RenditionWish> wishes, FocalPoint? focus, bool withPlaceholder, Func<ImageRenderings, Task> keepThem, CancellationToken held)
    {
        using var folder = RenderFolder.Make(database);
        var made = await images.RenderAsync(new() { SourcePath = path, OutputFolder = folder.Path, Wishes = wishes, Focus = focus, WithPlaceholder = withPlaceholder }, held);
        if (!made.Succeeded)
            return made.Problem;
        foreach (var rendition in made.Value.Renditions)
            await store.KeepAsync(System.IO.Path.Combine(folder.Path, rendition.FileName), held);
        await keepThem(made.Value);
        return null;
    }

    private static FocalPoint? Point(double? x, double? y) => x is { } across && y is { } down ? new(across, down) : null;
}

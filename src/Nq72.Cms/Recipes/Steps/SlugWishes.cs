using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// Settles which slug each new version of a step gets. Orchard Core's paths are unique in the site and ours within a type, of which only the
/// last part is taken: <c>blog/post-1</c> and <c>news/post-1</c> both want <c>post-1</c>. The second one gets the whole path.
/// </summary>
internal sealed class SlugWishes(CmsDb db)
{
    private const int BatchSize = 500;

    /// <summary>Changes wishes that can be changed, and fills the step's errors with those that cannot.</summary>
    public async Task SettleAsync(StepRun step, IReadOnlyList<PlannedVersion> versions, KnownItems known, CancellationToken cancellationToken)
    {
        var wishes = versions.Where(version => !known.Versions.ContainsKey(version.VersionId) && version.Draft.Body.Text("slug") is not null)
            .Select(version => (Version: version, Type: version.Draft.Body.Text("type")!, Slug: version.Draft.Body.Text("slug")!, Whole: OrchardItem.WholeSlugOf(version.At.Node))).ToList();
        var owners = new Dictionary<(string Type, string Slug), string>();
        foreach (var batch in wishes.SelectMany(wish => new[] { wish.Slug, wish.Whole }).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            foreach (var owner in await db.SlugOwners.AsNoTracking().Where(row => batch.Contains(row.Slug)).ToListAsync(cancellationToken))
                owners[(owner.Type, owner.Slug)] = owner.ItemId;
        }

        foreach (var (version, type, slug, whole) in wishes)
        {
            if (Takes(slug))
                continue;
            if (whole is { Length: > 0 } && Takes(whole))
            {
                version.Draft.Body["slug"] = whole;
                step.Report.Note($"{version.At.Path}.AutoroutePart.Path: '{slug}' đã dùng, thành '{whole}'. / '{slug}' is taken; it became '{whole}'.");
            }
            else
            {
                version.At.Add(Problem.Invalid("slug", "slugTaken", $"Đường dẫn '{slug}' đã dùng cho nội dung khác.", $"The slug '{slug}' belongs to another item."), version.PlaceOf);
            }

            bool Takes(string wish) => owners.TryAdd((type, wish), version.ItemId) || owners[(type, wish)] == version.ItemId;
        }
    }
}

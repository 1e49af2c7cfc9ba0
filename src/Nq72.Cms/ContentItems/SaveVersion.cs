using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>Writes the next version of an item inside the caller's unit of work: slug, claims, facets, search text.</summary>
public sealed class SaveVersion(CmsDb db, SearchIndex index)
{
    /// <summary>Adds the version to the context. Not yet written: the caller commits.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(
        ContentItem item, ContentType type, VersionContent content, Actor actor, DateTimeOffset now, ContentItem? source, string? versionId, CancellationToken cancellationToken)
    {
        var before = item.NewestVersion == 0 ? null : await db.ContentVersions.FindAsync([item.Id, item.NewestVersion], cancellationToken);
        if (await OwnSlugAsync(item, content, cancellationToken) is var slug && !slug.Succeeded)
            return slug.Problem;
        if (await StampClaimsAsync(item, type, content.Fields, before?.Read().Fields, actor, cancellationToken) is { } ownClaim)
            return ownClaim;
        item.NewestVersion++;
        item.Revision++;
        var written = WrittenVersion.Of(item, type, content with { Slug = slug.Value }, actor, now, versionId);
        var version = written.Row;
        version.SourceItemId = source?.Id ?? before?.SourceItemId;
        version.SourceVersion = source?.NewestVersion ?? before?.SourceVersion;
        db.ContentVersions.Add(version);
        await index.AddAsync([written.Entry], cancellationToken);
        db.VersionFacets.AddRange(written.Facets);
        return version;
    }

    /// <summary>
    /// A claim that becomes verified in this version is stamped with who did it. A person cannot verify a claim that they wrote, in this version
    /// or an earlier one: the flag is set by someone other than the author.
    /// </summary>
    internal async Task<Problem?> StampClaimsAsync(ContentItem item, ContentType type, JsonObject fields, JsonObject? before, Actor actor, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        List<ContentVersion>? history = null;
        foreach (var field in type.Fields.Where(field => field.Kind == FieldKind.Claim))
        {
            var known = ClaimValues.Of(before?[field.Key]).ToList();
            foreach (var (i, claim) in ClaimValues.Of(fields[field.Key]).Index())
            {
                if (!claim.IsVerified())
                {
                    claim["verifiedBy"] = null;
                    continue;
                }

                if (known.Find(old => old.SaysTheSameAs(claim)) is { } earlier && earlier.IsVerified())
                {
                    claim["verifiedBy"] = earlier["verifiedBy"]?.DeepClone();
                    continue;
                }

                if (actor.Kind == ActorKind.User)
                {
                    history ??= await db.ContentVersions.AsNoTracking().Where(version => version.ItemId == item.Id).OrderBy(version => version.Number).ToListAsync(cancellationToken);
                    var first = history.Find(version => ClaimValues.Of(version.Read().Fields[field.Key]).Any(old => old.SaysTheSameAs(claim)));
                    if (first is null || first.AuthorId == actor.Id)
                        errors.Add(new($"fields.{field.Key}[{i}].verified", "ownClaim", new(
                            "Người viết không tự xác nhận thông tin của mình; hãy lưu rồi nhờ người khác kiểm chứng.",
                            "Authors do not verify their own claims; save, and have someone else verify it.")));
                }

                // a recipe may bring along who verified it elsewhere; everybody else speaks for themselves
                if (actor.Kind != ActorKind.Recipe || string.IsNullOrWhiteSpace((string?)claim["verifiedBy"]))
                    claim["verifiedBy"] = actor.Name;
            }
        }

        return errors.Count == 0 ? null : Problem.Invalid(errors);
    }

    /// <summary>What a slug that nobody chose begins with.</summary>
    internal static string SlugStem(string itemId, string title) => FoldedText.Slug(title) is { Length: > 0 } stem ? stem : itemId;

    private async Task<Outcome<string>> OwnSlugAsync(ContentItem item, VersionContent content, CancellationToken cancellationToken)
    {
        var wish = content.Slug;
        if (wish.Length > 0)
        {
            return await ClaimAsync(item, wish, cancellationToken)
                ? wish
                : Problem.Invalid("slug", "slugTaken", $"Đường dẫn '{wish}' đã dùng cho nội dung khác.", $"The slug '{wish}' belongs to another item.");
        }

        var stem = SlugStem(item.Id, content.Title);
        var taken = await db.SlugOwners.Where(owner => owner.Type == item.Type && owner.Slug.StartsWith(stem) && owner.ItemId != item.Id).Select(owner => owner.Slug).ToListAsync(cancellationToken);
        for (var n = 1; ; n++)
        {
            var slug = n == 1 ? stem : $"{stem}-{n}";
            if (!taken.Contains(slug) && await ClaimAsync(item, slug, cancellationToken))
                return slug;
        }
    }

    /// <summary>Takes a slug for the item for good. On PostgreSQL a rival who is about to take it is waited for.</summary>
    private async Task<bool> ClaimAsync(ContentItem item, string slug, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"INSERT INTO slug_owner (type, slug, item_id) VALUES ({item.Type}, {slug}, {item.Id}) ON CONFLICT DO NOTHING", cancellationToken);
        return await db.SlugOwners.AnyAsync(owner => owner.Type == item.Type && owner.Slug == slug && owner.ItemId == item.Id, cancellationToken);
    }
}

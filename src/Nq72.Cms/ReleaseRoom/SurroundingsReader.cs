using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom;

/// <summary>Looks around items that are to go out: at their translations, at what they link to, at texts that are the same.</summary>
public sealed class SurroundingsReader(CmsDb db, ContentTypeCatalog catalog, UsedMedia media, InstallationOptions installation)
{
    /// <summary>What there is to tell, in the order asked.</summary>
    public async Task<IReadOnlyList<ContentSurroundings>> ReadAsync(IReadOnlyList<ContentPin> pins, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = pins.Select(pin => pin.ItemId).Distinct(StringComparer.Ordinal).ToList();
        var items = await db.ContentItems.AsNoTracking().Where(item => ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id, StringComparer.Ordinal, cancellationToken);
        var numbers = pins.Select(pin => pin.Version).OfType<int>().Distinct().ToList();
        var versions = (await db.ContentVersions.AsNoTracking().Where(version => ids.Contains(version.ItemId) && numbers.Contains(version.Number)).ToListAsync(cancellationToken))
            .ToDictionary(version => (version.ItemId, (int?)version.Number));
        return await ReadAsync(pins, items, versions, at, cancellationToken);
    }

    /// <summary>The same of a version that need not be saved.</summary>
    public async Task<ContentSurroundings> ReadAsync(ContentItem item, ContentVersion version, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await ReadAsync(
            [new(item.Id, version.Number)], new() { [item.Id] = item }, new() { [(item.Id, version.Number)] = version }, at, cancellationToken))[0];

    private async Task<IReadOnlyList<ContentSurroundings>> ReadAsync(
        IReadOnlyList<ContentPin> pins, Dictionary<string, ContentItem> items, Dictionary<(string ItemId, int?), ContentVersion> versions, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var written = versions.Values.ToDictionary(version => (version.ItemId, (int?)version.Number), version => WrittenOf(version, types.Find(version.Type)).ToList());
        var owners = await OwnersAsync(written.Values.SelectMany(found => found), types, cancellationToken);
        var links = versions.Values.ToDictionary(
            version => (version.ItemId, (int?)version.Number), version => (List<Link>)[.. LinksOf(version, types.Find(version.Type)), .. LinksIn(written[(version.ItemId, version.Number)], types, owners)]);
        var targets = await TargetsAsync([.. links.Values.SelectMany(found => found).Select(link => link.ItemId).OfType<string>().Distinct(StringComparer.Ordinal)], at, cancellationToken);
        var families = await FamiliesAsync([.. items.Values.Select(item => item.LocalizationSet).Distinct(StringComparer.Ordinal)], cancellationToken);
        var newestOfSources = await NewestApprovedAsync([.. versions.Values.Select(version => version.SourceItemId).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var signed = (await db.Set<NativeSignOff>().Where(row => items.Keys.Contains(row.ItemId)).Select(row => new { row.ItemId, row.Number }).ToListAsync(cancellationToken)).ConvertAll(row => (row.ItemId, row.Number));
        var shown = versions.Values.ToDictionary(version => (version.ItemId, (int?)version.Number), version => FilesOf(version, types.Find(version.Type)).ToList());
        var files = await media.ReadAsync(shown.Values.SelectMany(found => found).Select(found => found.Id), cancellationToken);
        return
        [
            .. pins.Select(pin => items.GetValueOrDefault(pin.ItemId) is { } item && versions.GetValueOrDefault((pin.ItemId, pin.Version)) is { } version
                ? Tell(item, version, types.Find(version.Type), families[item.LocalizationSet].ToList(), site, newestOfSources, links[(item.Id, version.Number)], targets) with
                {
                    LacksNativeSignOff = site.AsksForNativeSignOff(item.Lang) && !signed.Contains((item.Id, version.Number)),
                    PicturesWithoutAlt = [.. written[(item.Id, version.Number)].Where(found => found.Link is { IsPicture: true, Text: "" }).Select(found => new ContentPicture(found.Field, found.Link.Address))],
                    FileFaults =
                    [
                        .. from found in shown[(item.Id, version.Number)]
                           where files.ContainsKey(found.Id)
                           from fault in FaultsOf(files[found.Id], item.Lang, at)
                           select new ContentFileFault(found.Field, files[found.Id].Name, fault),
                    ],
                }
                : ContentSurroundings.Nothing(pin.ItemId)),
        ];
    }

    private static ContentSurroundings Tell(
        ContentItem item, ContentVersion version, ContentType? type, List<Sibling> family, SiteSettings site, Dictionary<string, int> newestOfSources,
        List<Link> links, Dictionary<string, Target> targets)
    {
        // a joint programme serves the languages that it names
        var served = family.Select(sibling => sibling.Lang).SelectMany(lang => (site.Languages.FirstOrDefault(language => language.Tag == lang)?.Serves ?? []).Append(lang)).ToHashSet(StringComparer.Ordinal);
        return new(
            item.Id,
            version.Folded.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version.Folded))),
            [.. site.Languages.Where(language => language.Serves is not { Count: > 0 } && !served.Contains(language.Tag)).Select(language => LanguageNames.Of(language.Tag, site))],
            [.. family.Where(sibling => sibling.SourceItemId == item.Id && sibling.SourceVersion < version.Number).Select(sibling => LanguageNames.Of(sibling.Lang, site))],
            version.SourceItemId is { } source && newestOfSources.TryGetValue(source, out var newest) && newest > version.SourceVersion,
            [.. links.Where(link => link.ItemId is null || !targets.ContainsKey(link.ItemId)).Select(link => new ContentLink(link.Field, link.ItemId ?? "", null) { Address = link.Address })],
            [.. links.Where(link => link.ItemId is { } id && targets.TryGetValue(id, out var target) && !target.IsVisible).Select(link => new ContentLink(link.Field, link.ItemId!, targets[link.ItemId!].Title) { Address = link.Address })],
            [.. ClaimsOf(version, type)]);
    }

    private static IEnumerable<(string Field, string Id)> FilesOf(ContentVersion version, ContentType? type)
    {
        var fields = version.Read().Fields;
        return
            from field in type?.Fields ?? []
            where field.Kind == FieldKind.Media
            from id in ItemLinks.Of(fields[field.Key])
            select ($"fields.{field.Key}", id);
    }

    private static IEnumerable<FileFault> FaultsOf(MediaStanding file, string lang, DateTimeOffset at)
    {
        if (file.Obstacle is not null)
            yield return FileFault.ConsentMissing;
        else if (file.ConsentIsOverAt(at))
            yield return FileFault.ConsentExpired;
        if (file.RightsAreOverAt(at))
            yield return FileFault.RightsExpired;
        if (!file.IsReady)
            yield return FileFault.NotReady;
        if (file.LacksAlt)
            yield return FileFault.AltMissing;
        if (file.IsClip && !file.CaptionsIn.Contains(lang))
            yield return FileFault.CaptionsMissing;
    }

    private static IEnumerable<ContentClaim> ClaimsOf(ContentVersion version, ContentType? type)
    {
        var fields = version.Read().Fields;
        return
            from field in type?.Fields ?? []
            where field.Kind == FieldKind.Claim
            from claim in ClaimValues.Of(fields[field.Key]).Index()
            select new ContentClaim(field.Multiple ? $"fields.{field.Key}[{claim.Index}]" : $"fields.{field.Key}", (string?)claim.Item["text"] ?? "");
    }

    private static IEnumerable<(string Field, TextLink Link)> WrittenOf(ContentVersion version, ContentType? type)
    {
        var fields = version.Read().Fields;
        return
            from field in type?.Fields ?? []
            where field.Kind is FieldKind.Markdown or FieldKind.Html
            from text in ItemLinks.Of(fields[field.Key])
            from link in field.Kind == FieldKind.Html ? TextLinks.InHtml(text) : TextLinks.InMarkdown(text)
            select ($"fields.{field.Key}", link);
    }

    private IEnumerable<Link> LinksIn(List<(string Field, TextLink Link)> written, ContentTypeSet types, Dictionary<(string, string), string> owners) =>
        from found in written
        where !found.Link.IsPicture
        let address = TextAddress.Read(found.Link.Address, installation, types)
        where address.Meaning != AddressMeaning.Elsewhere
        select new Link(found.Field, address.ItemId ?? (address.Type is null ? null : owners.GetValueOrDefault((address.Type, address.Slug!))), found.Link.Address);

    // a slug, once used, stays with its item
    private async Task<Dictionary<(string, string), string>> OwnersAsync(IEnumerable<(string Field, TextLink Link)> written, ContentTypeSet types, CancellationToken cancellationToken)
    {
        var slugs = written.Select(found => TextAddress.Read(found.Link.Address, installation, types).Slug).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (slugs.Count == 0)
            return [];
        return await db.SlugOwners.AsNoTracking().Where(owner => slugs.Contains(owner.Slug)).ToDictionaryAsync(owner => (owner.Type, owner.Slug), owner => owner.ItemId, cancellationToken);
    }

    private static IEnumerable<Link> LinksOf(ContentVersion version, ContentType? type)
    {
        var fields = version.Read().Fields;
        return
            from field in type?.Fields ?? []
            where field.Kind == FieldKind.ContentLink
            from id in ItemLinks.Of(fields[field.Key])
            select new Link($"fields.{field.Key}", id, null);
    }

    private async Task<Dictionary<string, Target>> TargetsAsync(List<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var visible = await db.Publications.AsNoTracking().VisibleAt(at).Where(publication => ids.Contains(publication.ItemId) && publication.RetractedReason == null)
            .Select(publication => publication.ItemId).ToListAsync(cancellationToken);
        var rows = await db.ContentItems.AsNoTracking().Where(item => ids.Contains(item.Id) && item.TrashedAt == null)
            .Join(db.ContentVersions, item => new { ItemId = item.Id, Number = item.NewestVersion }, version => new { version.ItemId, version.Number }, (item, version) => new { item.Id, version.Title })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Id, row => new Target(row.Title, visible.Contains(row.Id)), StringComparer.Ordinal);
    }

    private async Task<ILookup<string, Sibling>> FamiliesAsync(List<string> sets, CancellationToken cancellationToken) =>
        (await db.ContentItems.AsNoTracking().Where(item => sets.Contains(item.LocalizationSet) && item.TrashedAt == null)
            .Join(db.ContentVersions, item => new { ItemId = item.Id, Number = item.NewestVersion }, version => new { version.ItemId, version.Number },
                (item, version) => new Sibling(item.LocalizationSet, item.Lang, version.SourceItemId, version.SourceVersion))
            .ToListAsync(cancellationToken)).ToLookup(sibling => sibling.Set, StringComparer.Ordinal);

    private async Task<Dictionary<string, int>> NewestApprovedAsync(List<string> ids, CancellationToken cancellationToken) =>
        await db.ContentVersions.AsNoTracking().Where(version => ids.Contains(version.ItemId) && version.Review == ReviewState.Approved)
            .GroupBy(version => version.ItemId).Select(group => new { group.Key, Newest = group.Max(version => version.Number) })
            .ToDictionaryAsync(row => row.Key, row => row.Newest, StringComparer.Ordinal, cancellationToken);

    // an address at which there is nothing names no item
    private sealed record Link(string Field, string? ItemId, string? Address);

    private sealed record Sibling(string Set, string Lang, string? SourceItemId, int? SourceVersion);

    private sealed record Target(string Title, bool IsVisible);
}

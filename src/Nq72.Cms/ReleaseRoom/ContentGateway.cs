using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Formats;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom;

/// <summary>Gives the scheduler content: what items are, their place on the timeline, and their bytes.</summary>
internal sealed class ContentGateway(
    CmsDb db, UnitOfWork unitOfWork, TimelineEdits edits, ContentTypeCatalog catalog, SurroundingsReader around, ShownMediaReader media, IEnumerable<IFormat> formats, InstallationOptions installation)
    : IContentGateway
{
    // an item goes to many communes: within a scope, what does not change from one to the next is read once
    private (ContentItem Item, ContentVersion Version, VersionContent Content)? lastRead;
    private Surroundings? surroundings;
    private (string VersionId, DateTimeOffset At, ShownMedia? Shown)? lastMedia;

    public IReadOnlyList<ContentFormat> Formats => [.. formats.Select(format => format.Facts)];

    public async Task<IReadOnlyList<ContentFacts>> InspectAsync(IReadOnlyList<ContentPin> pins, CancellationToken cancellationToken)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var festive = (await SiteSettings.ReadAsync(db, cancellationToken)).Festive;
        var ids = pins.Select(pin => pin.ItemId).Distinct(StringComparer.Ordinal).ToList();
        var items = await db.ContentItems.AsNoTracking().Where(item => ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id, StringComparer.Ordinal, cancellationToken);
        var versions = (await db.ContentVersions.AsNoTracking().Where(version => ids.Contains(version.ItemId)).ToListAsync(cancellationToken)).ToLookup(version => version.ItemId, StringComparer.Ordinal);
        var last = (await db.Publications.AsNoTracking().Where(publication => ids.Contains(publication.ItemId)).ToListAsync(cancellationToken))
            .GroupBy(publication => publication.ItemId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MaxBy(publication => publication.VisibleFrom)!, StringComparer.Ordinal);
        return [.. pins.Select(pin => Inspect(pin, items.GetValueOrDefault(pin.ItemId), [.. versions[pin.ItemId]], last.GetValueOrDefault(pin.ItemId), types, festive))];
    }

    public Task<IReadOnlyList<ContentSurroundings>> LookAroundAsync(IReadOnlyList<ContentPin> pins, DateTimeOffset at, CancellationToken cancellationToken) =>
        around.ReadAsync(pins, at, cancellationToken);

    public async Task<Outcome<Done>> PublishAsync(
        string releaseId, IReadOnlyList<ContentPublication> items, DateTimeOffset at, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);

        var locked = await LockAsync(items.Select(item => item.ItemId), actor, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        foreach (var wanted in items)
        {
            if (!await db.ContentVersions.AnyAsync(version => version.ItemId == wanted.ItemId && version.Number == wanted.Version && version.Review == ReviewState.Approved, cancellationToken))
                return Problem.Conflict("notApproved", new("Phiên bản chưa được duyệt", "The version is not approved"),
                    new($"Phiên bản {wanted.Version} của '{wanted.ItemId}' chưa được duyệt.", $"Version {wanted.Version} of '{wanted.ItemId}' is not approved."));
            if (!wanted.Public)
                continue;
            var put = await edits.PutAsync(work, locked.Value[wanted.ItemId], new(wanted.Version, at, wanted.Until, releaseId, null), now, actor, cancellationToken);
            if (!put.Succeeded)
                return put.Problem;
        }

        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    public async Task<Outcome<Done>> WithdrawAsync(string releaseId, IReadOnlyCollection<string>? items, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        // also items that are only sent to channels: their approval is held on to as long as they are armed
        var wanted = items ?? await ItemsOfAsync(releaseId, cancellationToken);
        // what was planned may always be taken off: holding back is not publishing
        var locked = await LockAsync(wanted, Actor.System, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        foreach (var publication in (await OfReleaseAsync(releaseId, cancellationToken)).Where(publication => wanted.Contains(publication.ItemId)))
        {
            var withdrawn = await edits.WithdrawAsync(work, locked.Value[publication.ItemId], publication, now, cancellationToken);
            if (!withdrawn.Succeeded)
                return withdrawn;
        }

        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    public async Task<Outcome<TakenBack[]>> RetractAsync(string releaseId, string reason, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await LockAsync(await ItemsOfAsync(releaseId, cancellationToken), actor, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var takenBack = new List<TakenBack>();
        foreach (var publication in await OfReleaseAsync(releaseId, cancellationToken))
        {
            // a correction of what the release published takes its place: it goes with it. One of what a later release put there stays with that
            var corrections = await db.Publications.Where(later => later.ItemId == publication.ItemId && later.Id != publication.Id && later.ReleaseId == null
                && later.PublishedAt == publication.PublishedAt && later.VisibleFrom >= publication.VisibleFrom
                && !db.Publications.Any(between => between.ItemId == publication.ItemId && between.ReleaseId != null && between.ReleaseId != releaseId
                    && between.VisibleFrom > publication.VisibleFrom && between.VisibleFrom < later.VisibleFrom)).OrderByDescending(later => later.VisibleFrom).ToListAsync(cancellationToken);
            foreach (var part in corrections.Append(publication))
            {
                var taken = await TakeOffAsync(work, locked.Value[publication.ItemId], part, reason, now, cancellationToken);
                if (!taken.Succeeded)
                    return taken.Problem;
                takenBack.Add(new(part.ItemId, part.VisibleFrom));
            }
        }

        await work.CommitAsync(cancellationToken);
        return takenBack.ToArray();
    }

    private async Task<Outcome<Done>> TakeOffAsync(Work work, ContentItem item, Publication publication, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (publication.VisibleFrom > now)
            return await edits.WithdrawAsync(work, item, publication, now, cancellationToken);
        publication.RetractedReason = reason;
        await edits.EndAsync(work, item, publication, publication.EndIfTakenBackAt(now), now, cancellationToken);
        return Done.Value;
    }

    public async Task<ContentPayload> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        var format = formats.First(format => format.Facts.Name == request.Format);
        var (item, version, content) = await ReadVersionAsync(request.ItemId, request.Version, cancellationToken);
        var known = surroundings ??= await ReadSurroundingsAsync(cancellationToken);
        var type = (await catalog.GetAsync(cancellationToken)).Find(item.Type)!;
        return format.Render(new FormatInput
        {
            Request = request,
            Item = item,
            Version = version,
            Content = content,
            PublishedAt = await AppearanceAsync(request, cancellationToken) ?? request.DueAt,
            Type = type,
            Terms = known.Terms,
            PlaceName = request.Place is { } code ? known.Places.GetValueOrDefault(code) : null,
            Site = known.Site,
            Installation = installation,
            Media = request.Operation == DeliveryOperation.Retract ? null : await MediaAsync(version, content, type, request.DueAt, cancellationToken),
        });
    }

    public async Task<IReadOnlyDictionary<string, string>> PlaceNamesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken) =>
        (await db.Places.AsNoTracking().Where(place => codes.Contains(place.Code)).ToListAsync(cancellationToken)).ToDictionary(place => place.Code, place => place.FullName, StringComparer.Ordinal);

    private async Task<(ContentItem Item, ContentVersion Version, VersionContent Content)> ReadVersionAsync(string id, int number, CancellationToken cancellationToken)
    {
        if (lastRead is { } last && last.Item.Id == id && last.Version.Number == number)
            return last;
        var item = await db.ContentItems.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
        var version = await db.ContentVersions.AsNoTracking().SingleAsync(row => row.ItemId == id && row.Number == number, cancellationToken);
        lastRead = (item, version, version.Read());
        return lastRead.Value;
    }

    private async Task<ShownMedia?> MediaAsync(ContentVersion version, VersionContent content, ContentType type, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (lastMedia is { } last && last.VersionId == version.VersionId && last.At == at)
            return last.Shown;
        var shown = await media.ReadAsync([.. content.Media(type)], at, cancellationToken);
        lastMedia = (version.VersionId, at, shown);
        return shown;
    }

    // arming and correcting put the interval on the timeline before they render
    private Task<DateTimeOffset?> AppearanceAsync(RenderRequest request, CancellationToken cancellationToken) => db.Publications
        .Where(publication => publication.ItemId == request.ItemId && publication.Version == request.Version).VisibleAt(request.DueAt)
        .Select(publication => (DateTimeOffset?)publication.PublishedAt).SingleOrDefaultAsync(cancellationToken);

    private async Task<Surroundings> ReadSurroundingsAsync(CancellationToken cancellationToken) => new(
        await db.Terms.AsNoTracking().ToDictionaryAsync(term => (term.Taxonomy, term.Key), term => term.Title, cancellationToken),
        (await db.Places.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(place => place.Code, place => place.FullName, StringComparer.Ordinal),
        await SiteSettings.ReadAsync(db, cancellationToken));

    private static ContentFacts Inspect(ContentPin pin, ContentItem? item, List<ContentVersion> versions, Publication? last, ContentTypeSet types, ContentMarks? festive)
    {
        var version = pin.Version is { } number
            ? versions.Find(row => row.Number == number)
            : versions.Where(row => row.Review == ReviewState.Approved).MaxBy(row => row.Number) ?? versions.MaxBy(row => row.Number);
        if (item is null || item.TrashedAt is not null || version is null)
            return new ContentFacts(pin.ItemId, 0, false, false, false, false, item?.NewestVersion ?? 0, item?.Type ?? "", "", item?.Lang ?? "", false);
        var type = types.Find(item.Type);
        var content = version.Read();
        // where nobody said what is festive, everything is taken for it: rather held than out of place
        var isFestive = festive?.Match(item.Type, content.Tags, content.Genre) ?? true;
        return new ContentFacts(
            item.Id, version.Number, true, version.Review == ReviewState.Approved, type is not null && FieldValues.UnverifiedClaims(type, content.Fields).Any(),
            last?.RetractedReason is not null, item.NewestVersion, item.Type, version.Title, item.Lang, isFestive)
        {
            Tags = content.Tags,
            Genre = content.Genre,
            NewestApproved = versions.Where(row => row.Review == ReviewState.Approved).Max(row => (int?)row.Number),
        };
    }

    /// <summary>Locks all items before the first is touched, everyone in one order, whatever order the database sorts in: releases never wait for each other in a circle. 403 <c>notHere</c> for whom publishing counts elsewhere.</summary>
    private async Task<Outcome<Dictionary<string, ContentItem>>> LockAsync(IEnumerable<string> ids, Actor actor, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var locked = await db.LockItemAsync(id, actor, Scopes.Publish, cancellationToken);
            if (!locked.Succeeded)
                return locked.Problem;
            items.Add(id, locked.Value);
        }

        return items;
    }

    private Task<List<string>> ItemsOfAsync(string releaseId, CancellationToken cancellationToken) =>
        db.Publications.Where(publication => publication.ReleaseId == releaseId).Select(publication => publication.ItemId).ToListAsync(cancellationToken);

    private Task<List<Publication>> OfReleaseAsync(string releaseId, CancellationToken cancellationToken) =>
        db.Publications.Where(publication => publication.ReleaseId == releaseId).OrderBy(publication => publication.ItemId).ToListAsync(cancellationToken);

    private sealed record Surroundings(IReadOnlyDictionary<(string Taxonomy, string Key), string> Terms, IReadOnlyDictionary<string, string> Places, SiteSettings Site);
}

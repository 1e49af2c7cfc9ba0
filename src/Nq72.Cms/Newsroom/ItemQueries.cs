using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Newsroom;

/// <summary>What editors ask: one item, items by state, the history of one.</summary>
public sealed class ItemQueries(CmsDb db, Appearances appearances, TimeProvider clock, InstallationOptions installation, Incarnation incarnation)
{
    /// <summary>What to list. Nulls do not filter.</summary>
    public sealed record Filter(string? Type = null, ItemState? State = null, string? Lang = null, string? Query = null, string? Cursor = null, int Limit = 20)
    {
        /// <summary>Terms, places and tags that the newest version carries: kind (<see cref="VersionFacet.Kind"/>) and value.</summary>
        public IReadOnlyList<(string Kind, string Value)> Facets { get; init; } = [];

        /// <summary>Only items that carry nothing of this kind (<see cref="VersionFacet.Kind"/>).</summary>
        public string? Without { get; init; }

        /// <summary>
        /// Only items that begin to be visible on these days, in the installation's zone, or are planned to; then terms are those of the version that appears, and what is in the trash by now
        /// is listed too. At most <see cref="Appearances.MostDays"/> days.
        /// </summary>
        public DaySpan? Days { get; init; }

        /// <summary>Only appearances of these kinds, together with <see cref="Days"/>; empty for all.</summary>
        public IReadOnlyCollection<AppearanceKind> Appearing { get; init; } = [];

        /// <summary>Only items whose newest version this person or token wrote.</summary>
        public string? AuthorId { get; init; }

        /// <summary>Only translations whose source has moved on since.</summary>
        public bool Stale { get; init; }

        /// <summary>The instant as of which visibility is told; null for now. Review is of now either way.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>A page of a list.</summary>
    public sealed record Page(IReadOnlyList<ItemRow> Items, string? Next);

    /// <summary>The item with its newest version, or the version asked for.</summary>
    public async Task<Outcome<ItemView>> GetAsync(string id, int? number, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var item = await db.ContentItems.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (item is null)
            return ItemProblems.NoItem(id);
        var wanted = number ?? item.NewestVersion;
        var versions = await db.ContentVersions.AsNoTracking().Where(row => row.ItemId == id && (row.Number == wanted || row.Number == item.NewestVersion)).ToListAsync(cancellationToken);
        if (versions.Find(row => row.Number == wanted) is not { } version)
            return ItemProblems.NoVersion(id, wanted);
        var newest = versions.Single(row => row.Number == item.NewestVersion);
        var timeline = await db.Publications.AsNoTracking().Where(row => row.ItemId == id).OrderBy(row => row.VisibleFrom).ToListAsync(cancellationToken);
        var translations = await db.ContentItems.AsNoTracking().Where(row => row.LocalizationSet == item.LocalizationSet && row.Id != id && row.TrashedAt == null)
            .OrderBy(row => row.Lang).Select(row => new Translation(row.Lang, row.Id)).ToListAsync(cancellationToken);
        var sourceNewest = version.SourceItemId is { } source
            ? await db.ContentItems.Where(row => row.Id == source).Select(row => (int?)row.NewestVersion).SingleOrDefaultAsync(cancellationToken)
            : null;
        return Show(item, version, newest, timeline, translations, sourceNewest, now);
    }

    /// <summary>Items of every state, last changed first.</summary>
    public async Task<Outcome<Page>> ListAsync(Filter filter, CancellationToken cancellationToken)
    {
        if (filter.Limit is < 1 or > 100)
            return Problem.Malformed("limit", new("'limit' từ 1 đến 100.", "'limit' is 1 to 100."));
        var now = filter.At ?? clock.Now();
        var rows = from item in db.ContentItems
                   join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                   select new Joined { Item = item, Version = version };
        if (filter.At is not null)
            rows = rows.Where(row => row.Item.CreatedAt <= now);
        if (filter.Type is { } type)
            rows = rows.Where(row => row.Item.Type == type);
        if (filter.Lang is { } lang)
            rows = rows.Where(row => row.Item.Lang == lang);
        if (filter.Days is { } days)
        {
            if (days.To < days.From || days.To.DayNumber - days.From.DayNumber >= Appearances.MostDays)
                return Problem.Malformed("span", new($"Ngày cuối phải sau ngày đầu, nhiều nhất {Appearances.MostDays} ngày.", $"The last day comes after the first, by {Appearances.MostDays} days at most."));
            var appearing = await AppearingAsync(filter, days, cancellationToken);
            rows = rows.Where(row => EF.Parameter(appearing).Contains(row.Item.Id));
        }
        else
        {
            foreach (var (kind, value) in filter.Facets)
                rows = rows.Where(row => db.Set<VersionFacet>().Any(facet => facet.ItemId == row.Item.Id && facet.Number == row.Item.NewestVersion && facet.Kind == kind && facet.Value == value));
            if (filter.Without is { } without)
                rows = rows.Where(row => !db.Set<VersionFacet>().Any(facet => facet.ItemId == row.Item.Id && facet.Number == row.Item.NewestVersion && facet.Kind == without));
        }

        if (filter.AuthorId is { } author)
            rows = rows.Where(row => row.Version.AuthorId == author);
        if (filter.Stale)
            rows = rows.Where(row => db.ContentItems.Any(source => source.Id == row.Version.SourceItemId && source.NewestVersion > row.Version.SourceVersion));
        foreach (var word in FoldedText.Fold(filter.Query).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows = rows.Where(row => row.Version.Folded.Contains(word));
        rows = filter.State is { } state ? rows.Where(InState(state, KnownAt(filter.At), now)) : filter.Days is null ? rows.Where(row => row.Item.TrashedAt == null) : rows;
        if (filter.Cursor is { } cursor)
        {
            if (!Cursor.TryDecode(cursor, out var keys) || keys.Count != 2 || !Instants.TryParseWire(keys[0], out var at))
                return Problem.Malformed("cursor", new("'cursor' không đúng.", "The 'cursor' is not valid."));
            var lastId = keys[1];
#pragma warning disable CA1309 // the database compares, in the order of its ORDER BY
            rows = rows.Where(row => row.Version.CreatedAt < at || (row.Version.CreatedAt == at && string.Compare(row.Item.Id, lastId) < 0));
#pragma warning restore CA1309
        }

        var page = await rows.OrderByDescending(row => row.Version.CreatedAt).ThenByDescending(row => row.Item.Id).Take(filter.Limit + 1).AsNoTracking().ToListAsync(cancellationToken);
        var more = page.Count > filter.Limit;
        var shown = more ? page[..filter.Limit] : page;
        var ids = shown.ConvertAll(row => row.Item.Id);
        var timelines = (await KnownAt(filter.At).AsNoTracking().Where(row => ids.Contains(row.ItemId)).OrderBy(row => row.VisibleFrom).ToListAsync(cancellationToken)).ToLookup(row => row.ItemId, StringComparer.Ordinal);
        var items = shown.ConvertAll(row => ShowRow(row.Item, row.Version, [.. timelines[row.Item.Id]], now));
        if (filter.At is not null)
            items = await WithVisibleAsync(items, cancellationToken);
        return new Page(items, more ? Cursor.Encode(shown[^1].Version.CreatedAt.ToWire(), shown[^1].Item.Id) : null);
    }

    /// <summary>How many items there are in each of the states that wait for somebody.</summary>
    public Task<IReadOnlyDictionary<ItemState, int>> CountAsync(IEnumerable<ItemState> states, CancellationToken cancellationToken) => CountAsync(states, null, cancellationToken);

    /// <summary>The same as of an instant; null for now.</summary>
    public async Task<IReadOnlyDictionary<ItemState, int>> CountAsync(IEnumerable<ItemState> states, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var now = at ?? clock.Now();
        var counts = new Dictionary<ItemState, int>();
        foreach (var state in states)
        {
            counts[state] = await (from item in db.ContentItems
                                   join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                                   where at == null || item.CreatedAt <= now
                                   select new Joined { Item = item, Version = version }).Where(InState(state, KnownAt(at), now)).CountAsync(cancellationToken);
        }

        return counts;
    }

    /// <summary>All versions, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<VersionRow>>> VersionsAsync(string id, CancellationToken cancellationToken)
    {
        if (!await db.ContentItems.AnyAsync(row => row.Id == id, cancellationToken))
            return ItemProblems.NoItem(id);
        return await db.ContentVersions.AsNoTracking().Where(row => row.ItemId == id).OrderByDescending(row => row.Number)
            .Select(row => new VersionRow(row.Number, row.VersionId, row.Review, row.Title, row.AuthorName, row.CreatedAt, row.ApprovedAt, row.ApprovedBy, row.ReviewNote) { RedactedAt = row.RedactedAt })
            .ToListAsync(cancellationToken);
    }

    /// <summary>All intervals, in order.</summary>
    public async Task<Outcome<IReadOnlyList<IntervalView>>> TimelineAsync(string id, CancellationToken cancellationToken)
    {
        if (!await db.ContentItems.AnyAsync(row => row.Id == id, cancellationToken))
            return ItemProblems.NoItem(id);
        var rows = await db.Publications.AsNoTracking().Where(row => row.ItemId == id).OrderBy(row => row.VisibleFrom).ToListAsync(cancellationToken);
        return rows.ConvertAll(IntervalView.Of);
    }

    private async Task<List<string>> AppearingAsync(Filter filter, DaySpan days, CancellationToken cancellationToken)
    {
        var found = await appearances.ReadAsync(new(Begin(days.From), Begin(days.To.AddDays(1)))
        {
            Kinds = filter.Appearing, Type = filter.Type, Lang = filter.Lang, Facets = filter.Facets, Without = filter.Without, At = filter.At,
        }, cancellationToken);
        return [.. found.Select(one => one.ItemId).Distinct(StringComparer.Ordinal)];
    }

    private DateTimeOffset Begin(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);

    // what nobody had written down by then was not planned then
    private IQueryable<Publication> KnownAt(DateTimeOffset? at) => at is { } instant ? db.Publications.Where(row => row.VisibleFrom <= instant || row.RecordedAt <= instant) : db.Publications;

    // at another instant a row says what readers see then, which need not be what is newest now
    private async Task<List<ItemRow>> WithVisibleAsync(List<ItemRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var numbers = rows.Where(row => row.Visible is not null).Select(row => row.Visible!.Version).Distinct().ToList();
        var versions = (await db.ContentVersions.Where(row => ids.Contains(row.ItemId) && numbers.Contains(row.Number)).Select(row => new { row.ItemId, row.Number, row.Title, row.Slug }).ToListAsync(cancellationToken))
            .ToDictionary(row => (row.ItemId, row.Number));
        return rows.ConvertAll(row => row.Visible is { } visible && versions.TryGetValue((row.Id, visible.Version), out var shown) ? row with { Version = shown.Number, Title = shown.Title, Slug = shown.Slug } : row);
    }

    private static ItemState StateOf(ContentItem item, ContentVersion newest, List<Publication> timeline, DateTimeOffset now)
    {
        if (item.TrashedAt is not null)
            return ItemState.Trashed;
        if (newest.Review != ReviewState.Approved)
            return newest.Review switch { ReviewState.Draft => ItemState.Draft, ReviewState.Submitted => ItemState.Submitted, _ => ItemState.Returned };
        if (timeline.Exists(row => row.IsVisibleAt(now)))
            return ItemState.Published;
        if (timeline.Exists(row => row.VisibleFrom > now))
            return ItemState.Scheduled;
        if (timeline.Count == 0)
            return ItemState.Approved;
        return timeline[^1].RetractedReason is null ? ItemState.Expired : ItemState.Retracted;
    }

    private static Expression<Func<Joined, bool>> InState(ItemState state, IQueryable<Publication> publications, DateTimeOffset now)
    {
        return state switch
        {
            ItemState.Trashed => row => row.Item.TrashedAt != null,
            ItemState.Draft => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Draft,
            ItemState.Submitted => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Submitted,
            ItemState.Returned => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Returned,
            ItemState.Approved => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Approved && !publications.Any(other => other.ItemId == row.Item.Id),
            ItemState.Published => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Approved
                && publications.Any(other => other.ItemId == row.Item.Id && other.VisibleFrom <= now && (other.VisibleUntil == null || other.VisibleUntil > now)),
            ItemState.Scheduled => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Approved
                && publications.Any(other => other.ItemId == row.Item.Id && other.VisibleFrom > now)
                && !publications.Any(other => other.ItemId == row.Item.Id && other.VisibleFrom <= now && (other.VisibleUntil == null || other.VisibleUntil > now)),
            ItemState.Expired => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Approved
                && publications.Any(other => other.ItemId == row.Item.Id)
                && !publications.Any(other => other.ItemId == row.Item.Id && (other.VisibleUntil == null || other.VisibleUntil > now))
                && publications.Where(other => other.ItemId == row.Item.Id).OrderByDescending(other => other.VisibleFrom).First().RetractedReason == null,
            _ => row => row.Item.TrashedAt == null && row.Version.Review == ReviewState.Approved
                && publications.Any(other => other.ItemId == row.Item.Id)
                && !publications.Any(other => other.ItemId == row.Item.Id && (other.VisibleUntil == null || other.VisibleUntil > now))
                && publications.Where(other => other.ItemId == row.Item.Id).OrderByDescending(other => other.VisibleFrom).First().RetractedReason != null,
        };
    }

    private static ItemRow ShowRow(ContentItem item, ContentVersion version, List<Publication> timeline, DateTimeOffset now)
    {
        var visible = timeline.Find(row => row.IsVisibleAt(now));
        var next = timeline.Find(row => row.VisibleFrom > now);
        return new ItemRow(item.Id, item.Type, item.Lang, StateOf(item, version, timeline, now), version.Number, version.Title, version.Slug, version.AuthorName, version.CreatedAt,
            (visible ?? next)?.PublishedAt, visible is null ? null : IntervalView.Of(visible), next is null ? null : IntervalView.Of(next));
    }

    private ItemView Show(
        ContentItem item, ContentVersion version, ContentVersion newest, List<Publication> timeline, IReadOnlyList<Translation> translations, int? sourceNewest, DateTimeOffset now)
    {
        var content = version.Read();
        var visible = timeline.Find(row => row.IsVisibleAt(now));
        var next = timeline.Find(row => row.VisibleFrom > now);
        return new ItemView
        {
            Id = item.Id,
            Type = item.Type,
            Lang = item.Lang,
            State = StateOf(item, newest, timeline, now),
            Version = version.Number,
            NewestVersion = item.NewestVersion,
            Review = version.Review,
            Slug = version.Slug,
            Title = content.Title,
            Summary = content.Summary,
            Fields = content.Fields,
            Tags = content.Tags,
            Genre = content.Genre,
            Strand = content.Strand,
            Audience = content.Audience,
            Unit = content.Unit,
            Authority = content.Authority,
            Campaign = content.Campaign,
            Places = content.Places,
            Flags = content.Flags,
            Translations = translations,
            TranslationOf = version.SourceItemId,
            SourceVersion = version.SourceVersion,
            Stale = sourceNewest > version.SourceVersion,
            Visible = visible is null ? null : IntervalView.Of(visible),
            Next = next is null ? null : IntervalView.Of(next),
            Author = version.AuthorName,
            CreatedAt = item.CreatedAt,
            UpdatedAt = version.CreatedAt,
            SubmittedAt = version.SubmittedAt,
            ApprovedAt = version.ApprovedAt,
            ApprovedBy = version.ApprovedBy,
            ReviewNote = version.ReviewNote,
            ETag = ItemETag.Of(version.Number, item.Revision, incarnation.Id),
        };
    }

    private sealed class Joined
    {
        public required ContentItem Item { get; init; }

        public required ContentVersion Version { get; init; }
    }
}

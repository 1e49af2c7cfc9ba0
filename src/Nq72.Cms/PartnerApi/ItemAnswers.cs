using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Search;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>Makes the answers about items for an instant.</summary>
public sealed class ItemAnswers(
    VisibleItems visible, PreviewedItems previewed, TimelineSight sight, FragmentShelf shelf, ContentTypeCatalog catalog, TimelineSpans spans, TimelineMoments moments, Incarnation incarnation,
    ShownMediaReader media, InstallationOptions installation)
{
    /// <summary>A page of the list.</summary>
    public async Task<Outcome<ReadyAnswer>> ListAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (asOf, validUntil) = await SpanAsync(at, cancellationToken);
        var (items, more) = await visible.ListHeadsAsync(query, at, cancellationToken);
        var next = more ? NextCursor(query.Sort, items[^1]) : null;
        var fragments = await FragmentsAsync(items, cancellationToken);
        var linked = IncludedFields.LinksOf(fragments, query.Include);
        if (linked.Count > IncludedFields.MostItems)
            return Until(IncludedFields.TooMany, validUntil);
        var page = new ListPage(items, fragments, next, asOf, validUntil)
        {
            Total = query.Total ? await visible.TotalAsync(query, at, cancellationToken) : null,
            Included = query.Include.Count > 0 ? await IncludeAsync(linked, items, at, cancellationToken) : null,
            Highlights = query is { Highlight: true, Search: { } search } ? await HighlightsAsync(search, items, cancellationToken) : null,
            Counts = await CountsAsync(query, at, cancellationToken),
        };
        var body = new ItemWriter(installation, await media.ReadAsync([.. fragments, .. page.Included?.Fragments ?? []], at, cancellationToken)).WriteList(page, query.Fields, query.Lang);
        return new ReadyAnswer(200, Answers.JsonType, body, asOf, validUntil);
    }

    /// <summary>One item by id: 404 before its instant and after its end, 410 when it was retracted.</summary>
    /// <param name="id">The item.</param>
    /// <param name="include">Fields whose linked items come along; empty for none.</param>
    /// <param name="at">The instant.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Outcome<ReadyAnswer>> OneAsync(string id, IReadOnlyList<string> include, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // a translation that comes or goes shapes the answer too: the interval's begin is not its last change
        var (asOf, validUntil) = await SpanAsync(at, cancellationToken);
        if (await visible.FindHeadAsync(id, at, cancellationToken) is { } item)
        {
            var fragments = await FragmentsAsync([item], cancellationToken);
            var included = include.Count > 0 ? await IncludeAsync(IncludedFields.LinksOf(fragments, include), [item], at, cancellationToken) : null;
            var shown = await media.ReadAsync([.. fragments, .. included?.Fragments ?? []], at, cancellationToken);
            return new ReadyAnswer(200, Answers.JsonType, new ItemWriter(installation, shown).WriteOne(item, fragments[0], included), asOf, validUntil);
        }

        return Until(await AbsenceAsync(id, at, cancellationToken), validUntil);
    }

    /// <summary>The item of a preview link to one.</summary>
    /// <param name="grant">What the link opens.</param>
    /// <param name="include">Fields whose linked items come along, as everyone sees them when the link is opened; empty for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Outcome<ReadyAnswer>> PreviewedAsync(PreviewGrant grant, IReadOnlyList<string> include, CancellationToken cancellationToken)
    {
        var found = await previewed.FindAsync(grant, cancellationToken);
        if (!found.Succeeded)
            return found.Problem;
        var item = found.Value.Head;
        // not by way of the shelf: what it holds was visible
        var fragments = VersionFragments.Render((await catalog.GetAsync(cancellationToken)).Find(item.Publication.Type), found.Value.Version.Read(), installation);
        var included = include.Count > 0 ? await IncludeAsync(IncludedFields.LinksOf([fragments], include), [item], grant.OpenedAt, cancellationToken) : null;
        var shown = await media.ReadAsync([fragments, .. included?.Fragments ?? []], grant.At, cancellationToken);
        return new ReadyAnswer(200, Answers.JsonType, new ItemWriter(installation, shown).WriteOne(item, fragments, included), null, null);
    }

    /// <summary>One item by slug; an old slug answers 301 to the one that is valid now.</summary>
    /// <param name="type">Its content type.</param>
    /// <param name="slug">A slug that it has or had.</param>
    /// <param name="include">Fields whose linked items come along; empty for none.</param>
    /// <param name="at">The instant.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Outcome<ReadyAnswer>> BySlugAsync(string type, string slug, IReadOnlyList<string> include, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var id = await visible.FindIdBySlugAsync(type, slug, at, cancellationToken);
        if (id is null)
        {
            var (_, validUntil) = await SpanAsync(at, cancellationToken);
            return Until(Problem.NotFound($"Không có nội dung '{type}/{slug}'.", $"There is no item '{type}/{slug}'."), validUntil);
        }

        var item = await visible.FindHeadAsync(id, at, cancellationToken);
        if (item is null || item.Slug == slug)
            return await OneAsync(id, include, at, cancellationToken);
        var (asOf, until) = await SpanAsync(at, cancellationToken);
        return new ReadyAnswer(301, Answers.JsonType, [], asOf, until) { Location = $"{installation.PublicUrl}/api/v1/items/{type}/{item.Slug}" };
    }

    /// <summary>The instant of the last change that shaped answers at <paramref name="at"/>, and the next planned one.</summary>
    public async Task<(DateTimeOffset? AsOf, DateTimeOffset? ValidUntil)> SpanAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var span = await spans.GetAsync(moments, at, cancellationToken);
        return (span.AsOf(at), span.Next);
    }

    /// <summary>Why an item that is not visible is not: 410 with the public reason when it was taken back, else 404.</summary>
    public async Task<Problem> AbsenceAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // through a link, what was taken back since is not there either, and says why
        var by = sight.Preview is { } link && link.OpenedAt > at ? link.OpenedAt : at;
        var ended = await visible.LastEndedAsync(id, by, cancellationToken);
        return ended?.RetractedReason is null ? ItemProblems.NoItem(id) : Retracted(ended);
    }

    /// <summary>410: the item was taken back, with the public reason.</summary>
    internal static Problem Retracted(Publication taken) => new(410, "retracted", new("Nội dung đã bị thu hồi", "The item was retracted"), new(taken.RetractedReason!, taken.RetractedReason!))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["reason"] = taken.RetractedReason, ["retractedAt"] = taken.VisibleUntil },
    };

    private static Problem Until(Problem problem, DateTimeOffset? validUntil) => problem with
    {
        Extensions = new Dictionary<string, object?>(problem.Extensions, StringComparer.Ordinal) { [Answers.ValidUntilKey] = validUntil },
    };

    private string NextCursor(ItemSort sort, VisibleHead last) =>
        Cursor.Encode($"{sort}", KeyOf(sort, last), last.Publication.ItemId, incarnation.Id);

    private static string KeyOf(ItemSort sort, VisibleHead last) => sort switch
    {
        ItemSort.Title => last.Title,
        ItemSort.Relevance => RelevanceKey.Of(last.Score, last.Publication.PublishedAt),
        _ => last.Publication.PublishedAt.ToWire(),
    };

    private async Task<IReadOnlyList<Highlight>> HighlightsAsync(SearchQuery search, IReadOnlyList<VisibleHead> items, CancellationToken cancellationToken)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var documents = await visible.DocumentsAsync([.. items.Select(item => item.Publication.Id)], cancellationToken);
        return [.. items.Select(item =>
        {
            var content = VersionContent.Parse(documents[item.Publication.Id]);
            var texts = types.Find(item.Publication.Type) is { } type ? content.Texts(type) : [];
            return Highlight.Of(search, content.Title, texts.Append(content.Summary));
        })];
    }

    private async Task<IReadOnlyList<(string Facet, IReadOnlyList<ValueCount> Values)>> CountsAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var counts = new List<(string, IReadOnlyList<ValueCount>)>();
        foreach (var facet in query.Counted)
            counts.Add((facet, await visible.CountAsync(facet, query, at, cancellationToken)));
        return counts;
    }

    // those that are visible, in the order in which they are linked; what stands on the page already does not come again
    private async Task<LinkedItems> IncludeAsync(IReadOnlyList<string> linked, IReadOnlyList<VisibleHead> page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var here = page.Select(item => item.Publication.ItemId).ToHashSet(StringComparer.Ordinal);
        var wanted = linked.Where(id => !here.Contains(id)).ToList();
        if (wanted.Count == 0)
            return new([], []);
        var order = wanted.Index().ToDictionary(link => link.Item, link => link.Index, StringComparer.Ordinal);
        IReadOnlyList<VisibleHead> items = [.. (await visible.FindHeadsAsync(wanted, at, cancellationToken)).OrderBy(item => order[item.Publication.ItemId])];
        return new(items, await FragmentsAsync(items, cancellationToken));
    }

    private async Task<IReadOnlyList<VersionFragments>> FragmentsAsync(IReadOnlyList<VisibleHead> items, CancellationToken cancellationToken) =>
        await shelf.GetAsync(visible, await catalog.GetAsync(cancellationToken), items, cancellationToken);
}

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
    VisibleItems visible, FragmentShelf shelf, ContentTypeCatalog catalog, TimelineSpans spans, TimelineMoments moments, Incarnation incarnation, InstallationOptions installation)
{
    /// <summary>A page of the list.</summary>
    public async Task<Outcome<ReadyAnswer>> ListAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (asOf, validUntil) = await SpanAsync(at, cancellationToken);
        var (items, more) = await visible.ListHeadsAsync(query, at, cancellationToken);
        var next = more ? NextCursor(query.Sort, items[^1]) : null;
        var page = new ListPage(items, await FragmentsAsync(items, cancellationToken), next, asOf, validUntil)
        {
            Highlights = query is { Highlight: true, Search: { } search } ? await HighlightsAsync(search, items, cancellationToken) : null,
            Counts = await CountsAsync(query, at, cancellationToken),
        };
        var body = new ItemWriter(installation).WriteList(page, query.Fields, query.Lang);
        return new ReadyAnswer(200, Answers.JsonType, body, asOf, validUntil);
    }

    /// <summary>One item by id: 404 before its instant and after its end, 410 when it was retracted.</summary>
    public async Task<Outcome<ReadyAnswer>> OneAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // a translation that comes or goes shapes the answer too: the interval's begin is not its last change
        var (asOf, validUntil) = await SpanAsync(at, cancellationToken);
        if (await visible.FindHeadAsync(id, at, cancellationToken) is { } item)
            return new ReadyAnswer(200, Answers.JsonType, new ItemWriter(installation).WriteOne(item, (await FragmentsAsync([item], cancellationToken))[0]), asOf, validUntil);
        return Until(await AbsenceAsync(id, at, cancellationToken), validUntil);
    }

    /// <summary>One item by slug; an old slug answers 301 to the one that is valid now.</summary>
    public async Task<Outcome<ReadyAnswer>> BySlugAsync(string type, string slug, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var id = await visible.FindIdBySlugAsync(type, slug, at, cancellationToken);
        if (id is null)
        {
            var (_, validUntil) = await SpanAsync(at, cancellationToken);
            return Until(Problem.NotFound($"Không có nội dung '{type}/{slug}'.", $"There is no item '{type}/{slug}'."), validUntil);
        }

        var item = await visible.FindHeadAsync(id, at, cancellationToken);
        if (item is null || item.Slug == slug)
            return await OneAsync(id, at, cancellationToken);
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
        var ended = await visible.LastEndedAsync(id, at, cancellationToken);
        if (ended?.RetractedReason is not { } reason)
            return Problem.NotFound($"Không có nội dung '{id}'.", $"There is no item '{id}'.");
        return new Problem(410, "retracted", new("Nội dung đã bị thu hồi", "The item was retracted"), new(reason, reason))
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["reason"] = reason, ["retractedAt"] = ended.VisibleUntil },
        };
    }

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

    private async Task<IReadOnlyList<VersionFragments>> FragmentsAsync(IReadOnlyList<VisibleHead> items, CancellationToken cancellationToken) =>
        await shelf.GetAsync(visible, await catalog.GetAsync(cancellationToken), items, cancellationToken);
}

using System.Text.Json;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ContentItems;

/// <summary>Everything that is written of a version: its row, what lists filter by, what search finds it by. Made without asking anybody.</summary>
/// <param name="Row">The version, a draft.</param>
/// <param name="Facets">What lists filter by.</param>
/// <param name="Entry">What the search index keeps.</param>
internal sealed record WrittenVersion(ContentVersion Row, IReadOnlyList<VersionFacet> Facets, SearchIndex.Entry Entry)
{
    /// <summary>The newest version of the item, which has been counted up.</summary>
    /// <param name="item">Its item.</param>
    /// <param name="type">Its item's type.</param>
    /// <param name="content">What it says, with the slug that it has.</param>
    /// <param name="actor">Its author.</param>
    /// <param name="now">When it was written.</param>
    /// <param name="versionId">Null makes a new one.</param>
    public static WrittenVersion Of(ContentItem item, ContentType type, VersionContent content, Actor actor, DateTimeOffset now, string? versionId)
    {
        var texts = content.Texts(type).ToList();
        var row = new ContentVersion
        {
            ItemId = item.Id,
            Number = item.NewestVersion,
            VersionId = versionId ?? ContentIds.New(),
            Type = item.Type,
            Title = content.Title,
            Slug = content.Slug,
            Document = JsonSerializer.Serialize(content, Json.Options),
            Folded = content.FoldForSearch(texts),
            SearchForm = SearchTokens.Form,
            Review = ReviewState.Draft,
            AuthorKind = actor.Kind,
            AuthorId = actor.Id,
            AuthorName = actor.Name,
            CreatedAt = now,
        };
        var facets = content.Facets(type).Select(facet => new VersionFacet { ItemId = item.Id, Number = row.Number, Kind = facet.Kind, Value = facet.Value });
        return new WrittenVersion(row, [.. facets], new SearchIndex.Entry(item.Id, row.Number, content.TokensForSearch(texts)));
    }
}

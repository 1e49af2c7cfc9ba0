using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Text;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ContentItems;

/// <summary>Everything a version says. Immutable; stored as JSON.</summary>
public sealed record VersionContent
{
    /// <summary>1–300 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>A short account for lists; at most 2,000 characters.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The last part of the address.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Values by the type's definition.</summary>
    public JsonObject Fields { get; init; } = [];

    /// <summary>Free words.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Term of the taxonomy <c>genre</c>.</summary>
    public string? Genre { get; init; }

    /// <summary>Term of the taxonomy <c>strand</c>.</summary>
    public string? Strand { get; init; }

    /// <summary>Terms of the taxonomy <c>audience</c>.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>Term of the taxonomy <c>unit</c>: who made it.</summary>
    public string? Unit { get; init; }

    /// <summary>Who publishes it; stands wherever it is shown.</summary>
    public string? Authority { get; init; }

    /// <summary>Key of its campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>Codes of the communes it is about.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Doubts and gaps for editors; never delivered.</summary>
    public IReadOnlyList<EditorialFlag> Flags { get; init; } = [];

    /// <summary>Reads a stored document.</summary>
    public static VersionContent Parse(string document) => JsonSerializer.Deserialize<VersionContent>(document, Json.Options)!;

    /// <summary>The texts of its fields, in their order, without markup.</summary>
    public IEnumerable<string?> Texts(ContentType type) => type.Fields.Select(field => field.Kind switch
    {
        FieldKind.Text => (string?)(Fields[field.Key] as JsonValue),
        FieldKind.Markdown => SafeHtml.PlainFromMarkdown((string?)(Fields[field.Key] as JsonValue)),
        FieldKind.Html => SafeHtml.PlainFromHtml((string?)(Fields[field.Key] as JsonValue)),
        _ => null,
    });

    /// <summary>What search without the index sees: the desk's, feeds', and everybody's while the index is being filled.</summary>
    public string FoldForSearch(IEnumerable<string?> texts) => FoldedText.Fold(string.Join('\n', texts.Prepend(string.Join('\n', Tags)).Prepend(Summary).Prepend(Title)));

    /// <summary>What the search index keeps.</summary>
    public SearchTokens TokensForSearch(IEnumerable<string?> texts) => SearchTokens.Of(Title, [Summary, .. Tags], texts);

    /// <summary>The files of the media library that it refers to, each once: those of its media fields, then those within its texts, both in the order of the fields.</summary>
    public IEnumerable<string> Media(ContentType type) => MediaInFields(type).Concat(type.Fields.SelectMany(field => TextMedia.Of(field, Fields))).Distinct(StringComparer.Ordinal);

    /// <summary>The files of its media fields alone, each once.</summary>
    public IEnumerable<string> MediaInFields(ContentType type) =>
        type.Fields.Where(field => field.Kind == FieldKind.Media).SelectMany(field => ItemLinks.Of(Fields[field.Key])).Distinct(StringComparer.Ordinal);

    /// <summary>What lists filter by, and the files it refers to.</summary>
    public IEnumerable<(string Kind, string Value)> Facets(ContentType type)
    {
        var single = new (string Kind, string? Value)[] { ("genre", Genre), ("strand", Strand), ("unit", Unit), ("campaign", Campaign) };
        return single.Where(facet => facet.Value is not null).Select(facet => (facet.Kind, facet.Value!))
            .Concat(Tags.Select(tag => ("tag", tag)))
            .Concat(Audience.Select(audience => ("audience", audience)))
            .Concat(Places.Select(place => ("place", place)))
            .Concat(Media(type).Select(id => (VersionFacet.Media, id)))
            .Distinct();
    }
}

/// <summary>A doubt or a gap that an editor should see.</summary>
/// <param name="Field">The field it is about; empty for the whole.</param>
/// <param name="Note">What is doubtful or missing.</param>
public sealed record EditorialFlag(string Field, string Note);

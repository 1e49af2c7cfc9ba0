using System.Text.Json.Nodes;
using Nq72.Cms.Admin;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What changed between two versions, in words.</summary>
/// <param name="From">The earlier version; 0 for nothing.</param>
/// <param name="To">The later version.</param>
/// <param name="Fields">What changed.</param>
public sealed record DiffView(int From, int To, IReadOnlyList<DiffField> Fields)
{
    /// <summary>What the first text is called; null for its version.</summary>
    public string? BeforeName { get; init; }

    /// <summary>What the second text is called; null for its version.</summary>
    public string? AfterName { get; init; }

    // flags are notes between editors; a first slug follows from the title
    private static readonly string[] Unread = ["flags"];

    /// <summary>The differences with the names that people know.</summary>
    public static DiffView Of(DiffVersions.Result diff, ContentType type, UiText text) => new(diff.From, diff.To,
        [.. diff.Changes.Where(change => !Unread.Contains(change.Field) && (diff.From > 0 || change.Field != "slug"))
            .Select(change => new DiffField(NameOf(change.Field, type, text), Read(change.Before, text), Read(change.After, text), IsMarkdown(change.Field, type)))
            .Where(field => field.Before != field.After)]);

    private static bool IsMarkdown(string field, ContentType type) =>
        field.StartsWith("fields.", StringComparison.Ordinal) && type.Field(field["fields.".Length..])?.Kind == FieldKind.Markdown;

    private static string NameOf(string field, ContentType type, UiText text) =>
        field.StartsWith("fields.", StringComparison.Ordinal) ? type.Field(field["fields.".Length..])?.DisplayName ?? field : text.Or($"items.field.{field}", field);

    private static string Read(JsonNode? value, UiText text) => value switch
    {
        null => "",
        JsonArray many => string.Join("\n", many.Select(one => (many.Count > 1 ? "• " : "") + Read(one, text))),
        JsonObject claim when claim.ContainsKey("verified") => ReadClaim(claim, text),
        JsonObject members => string.Join(", ", members.Select(member => $"{member.Key}: {member.Value}")),
        JsonValue flag when flag.GetValueKind() is System.Text.Json.JsonValueKind.True => text["item.yes"],
        JsonValue flag when flag.GetValueKind() is System.Text.Json.JsonValueKind.False => text["item.no"],
        _ => value.ToString(),
    };

    private static string ReadClaim(JsonObject claim, UiText text)
    {
        var source = claim["source"]?.ToString() is { Length: > 0 } given ? given : text["item.claimNoSource"];
        var verified = claim["verified"]?.ToString() == "true" ? text["item.claimVerified"] : text["item.claimUnverified"];
        return $"{claim["text"]}\n   {text["item.claimSource"]}: {source}\n   {verified}";
    }
}

/// <summary>One field that changed.</summary>
/// <param name="Name">For people.</param>
/// <param name="Before">What it said; empty for nothing.</param>
/// <param name="After">What it says; empty for nothing.</param>
/// <param name="IsMarkdown">Whether it is Markdown, to be read as readers will.</param>
public sealed record DiffField(string Name, string Before, string After, bool IsMarkdown)
{
    /// <summary>Both texts cut where they differ, in reading order.</summary>
    public IReadOnlyList<TextPiece> Pieces => TextPieces.Between(Before, After);
}

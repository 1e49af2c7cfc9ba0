using System.Text.Json.Nodes;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Text;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>Reads an item's fields the way a page shows them, by their kind.</summary>
internal sealed class ItemFields(ContentType type, VersionContent content)
{
    private static readonly Dictionary<string, CreditRole> Roles = new(StringComparer.Ordinal)
    {
        ["translator"] = CreditRole.Translator,
        ["nativeReviewer"] = CreditRole.NativeReviewer,
        ["reader"] = CreditRole.Reader,
    };

    /// <summary>All texts, one after the other, as safe HTML; null when there are none.</summary>
    public string? BodyHtml()
    {
        var parts = type.Fields.Where(field => field.Kind is FieldKind.Markdown or FieldKind.Html).Select(field => (field.Kind, Text: (string?)content.Fields[field.Key]))
            .Where(part => !string.IsNullOrWhiteSpace(part.Text))
            .Select(part => part.Kind == FieldKind.Markdown ? SafeHtml.FromMarkdown(part.Text) : part.Text!);
        var html = string.Join('\n', parts);
        return html.Length == 0 ? null : html;
    }

    /// <summary>The checked statements with their sources.</summary>
    public IEnumerable<Claim> Claims() =>
        from field in type.Fields
        where field.Kind == FieldKind.Claim
        from claim in content.Fields[field.Key] is JsonArray many ? many.OfType<JsonObject>() : new[] { content.Fields[field.Key] }.OfType<JsonObject>()
        select new Claim((string?)claim["text"] ?? "", (string?)claim["kind"] == "target" ? ClaimKind.Target : ClaimKind.Fact, (string?)claim["source"] ?? "", (string?)claim["url"]);

    /// <summary>Ids of the items it links to.</summary>
    public IReadOnlyList<string> Links() =>
        [.. type.Fields.Where(field => field.Kind == FieldKind.ContentLink).SelectMany(field => ItemLinks.Of(content.Fields[field.Key]))];

    /// <summary>Who translated, reviewed and read it.</summary>
    public IEnumerable<Credit> Credits() =>
        from role in Roles
        let name = (string?)content.Fields[role.Key]
        where !string.IsNullOrWhiteSpace(name)
        select new Credit(role.Value, name);

    /// <summary>A text field; null when it is empty.</summary>
    public string? Text(string key) => content.Fields[key] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}

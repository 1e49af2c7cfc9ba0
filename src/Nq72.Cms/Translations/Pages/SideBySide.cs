using System.Text.Json.Nodes;
using Nq72.Cms.Admin;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;

namespace Nq72.Cms.Translations.Pages;

/// <summary>Puts a source and its translation beside one another: texts only, which is what a speaker reads.</summary>
internal static class SideBySide
{
    /// <summary>Title, summary and the type's texts, wherever one of the two says something.</summary>
    public static DiffView Of(ItemView source, ItemView translation, ContentType type, UiText text)
    {
        var fields = new List<DiffField> { new(text["items.field.title"], source.Title, translation.Title, false), new(text["items.field.summary"], source.Summary, translation.Summary, false) };
        fields.AddRange(type.Fields.Where(field => field.Kind is FieldKind.Text or FieldKind.Markdown or FieldKind.Html)
            .Select(field => new DiffField(field.DisplayName, Read(source.Fields[field.Key]), Read(translation.Fields[field.Key]), field.Kind == FieldKind.Markdown)));
        return new DiffView(source.Version, translation.Version, fields.FindAll(field => field.Before.Length + field.After.Length > 0));
    }

    private static string Read(JsonNode? value) => value is JsonArray many ? string.Join('\n', many.Select(one => one?.ToString())) : value?.ToString() ?? "";
}

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>A Markdown field as it reads, and how long it is.</summary>
/// <param name="Key">The field's key.</param>
/// <param name="Html">Safe HTML; empty for nothing written.</param>
/// <param name="Length">How long the text is.</param>
public sealed record FieldPreview(string Key, string Html, TextLength Length)
{
    /// <summary>Reads the field's text.</summary>
    public static FieldPreview Of(string key, string? markdown) => new(key, EditItem.Html(markdown), TextLength.OfMarkdown(markdown));
}

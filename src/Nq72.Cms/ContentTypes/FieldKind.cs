namespace Nq72.Cms.ContentTypes;

/// <summary>What a field holds; its JSON value in <c>fields</c> is given for each.</summary>
public enum FieldKind
{
    /// <summary>One line or paragraph of plain text: a string.</summary>
    Text,

    /// <summary>CommonMark text: a string; delivered as Markdown and as sanitised HTML.</summary>
    Markdown,

    /// <summary>HTML: a string, sanitised on the way in.</summary>
    Html,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A day: <c>"2025-09-09"</c>.</summary>
    Date,

    /// <summary>Media: its id.</summary>
    Media,

    /// <summary>Another content item: its 26-character id.</summary>
    ContentLink,

    /// <summary>A term of the field's taxonomy: its key.</summary>
    Taxonomy,

    /// <summary>A commune: its code as text (leading zeros count).</summary>
    Place,

    /// <summary>A BCP 47 language tag.</summary>
    Language,

    /// <summary>
    /// A statement that must be checked: <c>{text, kind: "fact"|"target", source, url, verified, verifiedBy}</c>. Unverified, or without a
    /// source, it blocks approval.
    /// </summary>
    Claim,
}

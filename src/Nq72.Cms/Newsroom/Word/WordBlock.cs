namespace Nq72.Cms.Newsroom.Word;

/// <summary>A paragraph, heading, item or table of a document, its text as Markdown.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a table all of it.</param>
/// <param name="Level">Of a heading from 0 (the title), of an item how deep from 0.</param>
/// <param name="Number">Of an item its number; null for a bullet.</param>
/// <param name="List">Of an item which list it is of.</param>
internal sealed record WordBlock(WordBlockKind Kind, string Text, int Level = 0, int? Number = null, string List = "");

/// <summary>What a block is.</summary>
internal enum WordBlockKind
{
    /// <summary>Plain text.</summary>
    Paragraph,

    /// <summary>A heading, or the title.</summary>
    Heading,

    /// <summary>An item of a list.</summary>
    Item,

    /// <summary>Somebody's words.</summary>
    Quote,

    /// <summary>A table.</summary>
    Table,
}

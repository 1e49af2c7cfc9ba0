namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What a piece of written text is made of.</summary>
internal enum TokenKind : byte
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>Digits 0 to 9.</summary>
    Digits,

    /// <summary>Blanks within a line.</summary>
    Space,

    /// <summary>Ends of lines, and what lies before the beginning and after the end.</summary>
    Break,

    /// <summary>One sign.</summary>
    Mark,
}

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What a person has to decide or to know about a reading. Nothing of it is guessed.</summary>
public enum SpokenDoubt
{
    /// <summary>A day and month, or a fraction: the text does not tell.</summary>
    AmbiguousDate,

    /// <summary>Written like a day that no calendar has.</summary>
    InvalidDate,

    /// <summary>Written like a time that no clock shows.</summary>
    InvalidTime,

    /// <summary>A colon between numbers that are no time.</summary>
    AmbiguousRatio,

    /// <summary>A point or comma that parts thousands in one country and decimals in the other.</summary>
    AmbiguousNumber,

    /// <summary>A dash between numbers: a range, a day or a score.</summary>
    AmbiguousRange,

    /// <summary>More digits than anyone can hear.</summary>
    NumberTooLong,

    /// <summary>A number or a code: the text does not tell.</summary>
    NumberOrCode,

    /// <summary>A number or a telephone number: the text does not tell.</summary>
    NumberOrPhone,

    /// <summary>A document number that no document of the installation has, or whose issuer is not known.</summary>
    UnknownDocument,

    /// <summary>The text names another issuer than the document has.</summary>
    IssuerDiffers,

    /// <summary>Capitals that no table explains.</summary>
    UnknownAbbreviation,

    /// <summary>An abbreviation with several readings in the table.</summary>
    AmbiguousAbbreviation,

    /// <summary>Letters and digits together that no table explains.</summary>
    UnknownToken,

    /// <summary>Letters of another script.</summary>
    UnknownLetters,

    /// <summary>A sign that no rule reads.</summary>
    UnknownSymbol,

    /// <summary>A slash between words.</summary>
    Slash,

    /// <summary>A Roman numeral or letters: the text does not tell.</summary>
    RomanOrLetters,

    /// <summary>A line that begins with '-' and a number: an item of a list, or less than nought.</summary>
    MinusOrItem,

    /// <summary>A word that is not Vietnamese; it stays as it is, its syllables are an estimate. Told of once a word.</summary>
    ForeignWord,

    /// <summary>An address was left out; say the way to it in words if listeners need it.</summary>
    AddressLeftOut,

    /// <summary>A picture sign was left out.</summary>
    EmojiLeftOut,

    /// <summary>Rows of a table: nobody can hear columns.</summary>
    Table,

    /// <summary>Not Vietnamese: nothing was changed; a native speaker must say how it is read.</summary>
    OtherLanguage,
}

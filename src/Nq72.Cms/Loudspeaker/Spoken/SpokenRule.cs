namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Why a wording was changed from written to spoken: one rule each, told with every change.</summary>
public enum SpokenRule
{
    /// <summary>An editor said how it is read.</summary>
    Kept,

    /// <summary>A whole number: 'linh', 'mốt', 'tư', 'lăm', 'mươi'; groups of nought are passed over.</summary>
    Number,

    /// <summary>A decimal comma is 'phẩy'; up to two digits after it are one number, more or a leading nought digit by digit.</summary>
    DecimalComma,

    /// <summary>Digit by digit: what follows 'số' with a leading nought.</summary>
    Digits,

    /// <summary>Numbers of a list without blanks, '1,2,3'.</summary>
    NumberList,

    /// <summary>'từ … đến': a dash between two values that rise.</summary>
    Range,

    /// <summary>A number with a unit, a currency or per cent, by the table of units; '/' is 'trên' before a unit and 'một' before a time or a person.</summary>
    Unit,

    /// <summary>A day: 'mùng' up to the tenth, 'tháng tư', the year in full.</summary>
    Date,

    /// <summary>A month, with or without its year.</summary>
    Month,

    /// <summary>A time of the day or a number of hours; full hours without minutes.</summary>
    Time,

    /// <summary>A telephone number, digit by digit in its groups.</summary>
    Phone,

    /// <summary>A Roman numeral where the word before it asks for one.</summary>
    Roman,

    /// <summary>After 'thứ': 'nhất' and 'tư', all others as numbers.</summary>
    Ordinal,

    /// <summary>The table of abbreviations has one reading.</summary>
    Abbreviation,

    /// <summary>The look-up of documents knows kind, number and issuer.</summary>
    Document,

    /// <summary>'ba phần tư': a part of what follows.</summary>
    Fraction,

    /// <summary>'trên': so many of so many, or two readings of one measurement.</summary>
    OutOf,

    /// <summary>'lần/ngày' is 'lần một ngày'.</summary>
    Per,

    /// <summary>A sign before or between numbers.</summary>
    Sign,

    /// <summary>A power, 'mũ'.</summary>
    Power,

    /// <summary>The number of a section: 'chấm' between its parts.</summary>
    Section,

    /// <summary>A number or letter in front of a list's item.</summary>
    ListNumber,

    /// <summary>A number with one letter, 'quốc lộ 1A'.</summary>
    NumberLetter,

    /// <summary>Marks of layout, which nobody hears.</summary>
    Markup,

    /// <summary>An address of the web or of mail, left out.</summary>
    Address,

    /// <summary>A picture sign, left out.</summary>
    Emoji,
}

using System.Globalization;
using Nq72.Cms.Platform.Text;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>
/// How long a text is, without its marks. In Vietnamese every piece between blanks is one syllable; words of several syllables are not told apart, since writing does not. What is spoken may
/// be longer: a number or a symbol is one piece here.
/// </summary>
/// <param name="Pieces">Pieces between blanks that have a letter or digit: words of most languages, syllables of Vietnamese.</param>
/// <param name="Characters">Letters, signs and blanks as people count them: a letter with its marks is one; line ends are none.</param>
public sealed record TextLength(int Pieces, int Characters)
{
    /// <summary>Counts Markdown.</summary>
    public static TextLength OfMarkdown(string? markdown) => OfPlain(SafeHtml.PlainFromMarkdown(markdown));

    /// <summary>Counts text that has no marks.</summary>
    public static TextLength OfPlain(string text) => new(
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(piece => piece.Any(char.IsLetterOrDigit)),
        text.Split('\n').Sum(line => new StringInfo(line.TrimEnd('\r')).LengthInTextElements));
}

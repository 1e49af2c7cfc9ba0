using System.Text;

namespace Nq72.Scheduler.Platform.Text;

/// <summary>Text as it is stored: NFC, line ends as LF, without control characters that no editor typed.</summary>
public static class NormalText
{
    /// <summary>The stored form. Tone placement is left as written: it is the writer's.</summary>
    public static string Of(string text)
    {
        if (text.Contains('\r', StringComparison.Ordinal))
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Any(static character => char.IsControl(character) && character is not ('\n' or '\t')))
            text = new string([.. text.Where(static character => !char.IsControl(character) || character is '\n' or '\t')]);
        // a lone surrogate cannot be normalised, nor written as UTF-8
        if (text.Any(char.IsSurrogate))
            text = string.Concat(text.EnumerateRunes());
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }
}

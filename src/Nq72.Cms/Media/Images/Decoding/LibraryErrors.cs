using Nq72.Cms.Media.Images.Vips;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>What an error of libvips means to whoever sent the file.</summary>
internal static class LibraryErrors
{
    private const int MostCharacters = 160;

    private static readonly string[] CutOff = ["premature end of jpeg", "unexpected end", "end of file", "truncated", "not enough data", "end of data"];
    private static readonly string[] NoDecoder = ["unsupported codec", "unsupported feature", "no decoding plugin"];

    /// <summary>The refusal, with the library's first words for those who have to find out.</summary>
    public static ImageRefusedException Refusal(ImageKind kind, VipsException exception)
    {
        var said = exception.Message;
        if (kind is ImageKind.Heic or ImageKind.Avif && NoDecoder.Any(Says))
            return new ImageRefusedException(ImageRefusalCode.ImageDecoderMissing, what: FirstLine(said));
        return new ImageRefusedException(CutOff.Any(Says) ? ImageRefusalCode.ImageTruncated : ImageRefusalCode.ImageBroken, what: FirstLine(said));

        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The first line of what was said, fit for a sentence; where the file lies here is nobody's business.</summary>
    public static string FirstLine(string said)
    {
        var line = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "libvips";
        var words = line.Split(' ').Where(word => !word.StartsWith('/'));
        var printable = new string([.. string.Join(' ', words).Where(character => !char.IsControl(character))]);
        return printable.Length <= MostCharacters ? printable : printable[..MostCharacters];
    }
}

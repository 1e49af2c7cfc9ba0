using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Tests.Support;

namespace Nq72.Cms.Tests.Media;

/// <summary>What a file is, is told from its content.</summary>
public sealed class MediaSnifferTests
{
    public static TheoryData<string, byte[], MediaFormat> Known => new()
    {
        { "jpeg", MediaSamples.Jpeg(), MediaFormat.Jpeg }, { "png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0], MediaFormat.Png }, { "gif", "GIF89a.."u8.ToArray(), MediaFormat.Gif },
        { "webp", MediaSamples.Riff("WEBP"), MediaFormat.WebP }, { "heic", MediaSamples.Box("heic", "mif1"), MediaFormat.Heif }, { "heic by mif1", MediaSamples.Box("mif1", "heic"), MediaFormat.Heif },
        { "avif", MediaSamples.Box("avif", "mif1"), MediaFormat.Avif }, { "avif by mif1", MediaSamples.Box("mif1", "avif"), MediaFormat.Avif }, { "mp4", MediaSamples.Box("isom", "mp41"), MediaFormat.Mp4 },
        { "mp4 of a brand of its own", MediaSamples.Box("abcd", "mp42"), MediaFormat.Mp4 }, { "mov", MediaSamples.Box("qt  "), MediaFormat.Mov }, { "m4a", MediaSamples.Box("M4A ", "isom"), MediaFormat.M4A },
        { "webm", MediaSamples.Ebml("webm"), MediaFormat.WebM }, { "opus", MediaSamples.Ogg("OpusHead"), MediaFormat.Opus }, { "wav", MediaSamples.Riff("WAVE"), MediaFormat.Wav },
        { "mp3", MediaSamples.Mp3(), MediaFormat.Mp3 }, { "mp3 with a tag", MediaSamples.Mp3(tag: 300), MediaFormat.Mp3 }, { "pdf", MediaSamples.Pdf(), MediaFormat.Pdf }, { "docx", MediaSamples.Zip(), MediaFormat.Docx },
        { "vtt", MediaSamples.Vtt(), MediaFormat.Vtt }, { "vtt with a byte order mark", [0xEF, 0xBB, 0xBF, .. MediaSamples.Vtt()], MediaFormat.Vtt }, { "srt", MediaSamples.Srt(), MediaFormat.Srt },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "nothing", [], "mediaEmpty" }, { "zeros", new byte[600], "mediaUnknownKind" }, { "plain text", "Chào các bạn"u8.ToArray(), "mediaUnknownKind" }, { "vtt in name only", "WEBVTTX\n"u8.ToArray(), "mediaUnknownKind" },
        { "html", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), "mediaNotAllowed" }, { "html after blanks", "\n\n <html>"u8.ToArray(), "mediaNotAllowed" },
        { "svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "mediaNotAllowed" }, { "program", "MZ......"u8.ToArray(), "mediaNotAllowed" }, { "script", "#!/bin/sh\n"u8.ToArray(), "mediaNotAllowed" },
        { "matroska", MediaSamples.Ebml("matroska"), "mediaNotAllowed" }, { "vorbis", MediaSamples.Ogg("\u0001vorbis"), "mediaNotAllowed" }, { "avi", MediaSamples.Riff("AVI "), "mediaNotAllowed" },
        { "jpeg 2000", MediaSamples.Box("jp2 "), "mediaNotAllowed" }, { "raw of a camera", MediaSamples.Box("crx "), "mediaNotAllowed" }, { "tiff", [(byte)'I', (byte)'I', 0x2A, 0, 8, 0], "mediaNotAllowed" },
        { "old office", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], "mediaNotAllowed" }, { "aac", [0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F], "mediaUnknownKind" }, { "one frame and no next", [.. MediaSamples.Mp3()[..417], .. new byte[417]], "mediaUnknownKind" },
        { "pdf that does not begin as one", " %PDF-1.7"u8.ToArray(), "mediaUnknownKind" },
    };

    [Theory, MemberData(nameof(Known))]
    public void Content_tells_the_format(string what, byte[] bytes, MediaFormat expected)
    {
        var found = MediaSniffer.Recognise(bytes);

        Assert.True(found.Succeeded, $"{what}: {found.Problem?.Detail?.En}");
        Assert.Equal(expected, found.Value);
    }

    [Theory, MemberData(nameof(Refused))]
    public void All_else_is_refused_with_a_reason(string what, byte[] bytes, string code)
    {
        var found = MediaSniffer.Recognise(bytes);

        Assert.False(found.Succeeded, $"{what} was taken for {found.Value}");
        Assert.Equal(code, found.Problem.Code);
        Assert.Equal(422, found.Problem.Status);
    }

    [Fact]
    public void Every_format_has_a_type_and_an_ending_of_its_own()
    {
        var formats = Enum.GetValues<MediaFormat>();

        Assert.Equal(formats.Length, formats.Select(MediaFormats.Extension).Distinct().Count());
        Assert.All(formats, format => Assert.Matches("^(image|video|audio|application|text)/[a-z0-9.+-]+(; charset=utf-8)?$", format.ContentType()));
        Assert.DoesNotContain(formats, format => format.ContentType().Contains("html", StringComparison.Ordinal));
        Assert.All(formats.Where(format => format.Kind() is MediaKind.Image or MediaKind.Video), format => Assert.False(format.GoesOutAsItCame()));
    }
}

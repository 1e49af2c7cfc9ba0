using System.Text;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Tests.Support;

namespace Nq72.Cms.Tests.Media;

/// <summary>Files whose first bytes are right, and the rest is not.</summary>
public sealed class MediaCheckTests
{
    public static TheoryData<string, byte[], MediaFormat, string?> Files => new()
    {
        { "document", MediaSamples.Zip(), MediaFormat.Docx, null }, { "zip slip", MediaSamples.Zip("[Content_Types].xml", "word/document.xml", "../../etc/cron.d/x"), MediaFormat.Docx, "mediaUnsafe" },
        { "absolute path", MediaSamples.Zip("[Content_Types].xml", "word/document.xml", "/etc/x"), MediaFormat.Docx, "mediaUnsafe" },
        { "windows path", MediaSamples.Zip("[Content_Types].xml", "word/document.xml", "..\\x"), MediaFormat.Docx, "mediaUnsafe" }, { "plain archive", MediaSamples.Zip("a.txt"), MediaFormat.Docx, "mediaNotAllowed" },
        { "spreadsheet", MediaSamples.Zip("[Content_Types].xml", "xl/workbook.xml"), MediaFormat.Docx, "mediaNotAllowed" },
        { "macros", MediaSamples.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), MediaFormat.Docx, "mediaNotAllowed" },
        { "cut off", MediaSamples.Zip()[..^30], MediaFormat.Docx, "mediaDamaged" }, { "captions", MediaSamples.Vtt(), MediaFormat.Vtt, null }, { "captions without a cue", "WEBVTT\n\nxin chào\n"u8.ToArray(), MediaFormat.Vtt, "mediaDamaged" },
        { "captions in TCVN3", [.. MediaSamples.Srt(), 0xB8, 0xB5, 0x0A], MediaFormat.Srt, "mediaEncoding" }, { "captions with zeros", [.. MediaSamples.Srt(), 0, 0x0A], MediaFormat.Srt, "mediaEncoding" },
        { "sound", MediaSamples.Mp3(), MediaFormat.Mp3, null }, { "sound after a tag", MediaSamples.Mp3(tag: 900), MediaFormat.Mp3, null },
        { "a tag and no sound", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 20, .. new byte[20]], MediaFormat.Mp3, "mediaDamaged" }, { "a tag and something else", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 20, .. new byte[20], .. "fLaC...................."u8], MediaFormat.Mp3, "mediaNotAllowed" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Files))]
    public async Task Whole_file_is_looked_at(string what, byte[] bytes, MediaFormat format, string? code)
    {
        using var content = new MemoryStream(bytes);

        var fault = await MediaCheck.FindFaultAsync(content, format, Token);

        Assert.Equal((what, code), (what, fault?.Code));
    }

    [Fact]
    public async Task Archive_with_a_huge_directory_is_refused_before_it_is_read()
    {
        // the directory is told to begin at the first byte, five megabytes before its end
        var content = new MemoryStream([.. "PK\u0003\u0004"u8, .. new byte[5 * 1024 * 1024], .. "PK\u0005\u0006"u8, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.Equal("mediaUnsafe", (await MediaCheck.FindFaultAsync(content, MediaFormat.Docx, Token))?.Code);
    }

    [Fact]
    public async Task Archive_that_unpacks_to_too_much_is_refused()
    {
        var bytes = MediaSamples.Zip();
        // the lengths that the directory tells, of both entries: 0x7FFFFFFF
        for (var at = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8); at >= 0 && at < bytes.Length; at = Next(bytes, at + 4))
            new byte[] { 0xFF, 0xFF, 0xFF, 0x7F }.CopyTo(bytes, at + 24);
        using var content = new MemoryStream(bytes);

        Assert.Equal("mediaUnsafe", (await MediaCheck.FindFaultAsync(content, MediaFormat.Docx, Token))?.Code);
    }

    private static int Next(byte[] bytes, int from)
    {
        var at = bytes.AsSpan(from).IndexOf("PK\u0001\u0002"u8);
        return at < 0 ? -1 : from + at;
    }

    [Theory]
    [InlineData("ảnh.JPG", "ảnh.JPG")]
    [InlineData("C:\\Users\\lan\\ảnh.jpg", "ảnh.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("Ảnh\r\nSet-Cookie: x.jpg", "ẢnhSet-Cookie x.jpg")]
    [InlineData("ảnh\u202Egpj.exe", "ảnhgpj.exe")]
    [InlineData("\u2067ảnh\u2069\u200F.jpg", "ảnh.jpg")]
    [InlineData("ảnh\0.jpg", "ảnh.jpg")]
    [InlineData("", "tep.pdf")]
    [InlineData("...", "tep.pdf")]
    public void Name_is_kept_without_folders_in_NFC(string given, string expected) => Assert.Equal(expected, Nq72.Cms.Media.MediaNames.Of(given.Normalize(NormalizationForm.FormD), MediaFormat.Pdf));

    [Theory]
    [InlineData("IMG_20270407_070000", true)]
    [InlineData("DSC0042", true)]
    [InlineData("anh-bia.jpg", true)]
    [InlineData("lễ phát động", true)]
    [InlineData("Bác sĩ khám cho cụ già tại trạm y tế xã", false)]
    [InlineData("P", false)]
    public void Description_that_is_a_file_name_is_found(string alt, bool expected) => Assert.Equal(expected, Nq72.Cms.Media.MediaNames.IsFileName(alt, "Lễ phát động.jpg"));
}

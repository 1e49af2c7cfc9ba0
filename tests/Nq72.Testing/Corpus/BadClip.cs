using System.Buffers.Binary;
using System.Text;

namespace Nq72.Testing.Corpus;

/// <summary>One file that somebody might send.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">Makes it of the good ones.</param>
/// <param name="Outcomes">What may become of it: codes, or <c>safe</c> for a clip that holds nothing but pictures and sound.</param>
internal sealed record BadClip(string Name, Func<ClipFiles, byte[]> Bytes, params string[] Outcomes)
{
    public const string Safe = "safe", Empty = "clipEmpty", NotAllowed = "clipKindNotAllowed", Truncated = "clipTruncated", Broken = "clipBroken", External = "clipExternal", Codec = "clipCodecNotAllowed", TooMany = "clipTooManyPixels",
        Memory = "clipMemoryLimit", Time = "clipTimeLimit", NoStreams = "clipNoStreams";

    private const string Playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";

    public static readonly IReadOnlyDictionary<string, BadClip> All = new BadClip[]
    {
        new("nothing", _ => [], Empty),
        new("one byte", _ => [0], NotAllowed),
        new("words", _ => Text("Chào buổi sáng"), NotAllowed),
        new("page", _ => Text("<!DOCTYPE html><script>alert(1)</script>"), NotAllowed),
        new("playlist (HLS)", _ => Text(Playlist), NotAllowed),
        new("playlist behind a box that says mp4", _ => [.. Box("ftyp", Text("isom\0\0\0\0isom")), .. Text(Playlist)], Truncated, Broken),
        new("list for concat", _ => Text("ffconcat version 1.0\nfile /etc/passwd\n"), NotAllowed),
        new("DASH manifest", _ => Text("<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'><BaseURL>http://127.0.0.1/</BaseURL></MPD>"), NotAllowed),
        new("session description", _ => Text("v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n"), NotAllowed),
        new("AviSynth script", _ => Text("AviSource(\"/etc/passwd\")"), NotAllowed),
        new("picture", _ => [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[200]], NotAllowed),
        new("avi", _ => [.. "RIFF\0\0\0\0AVI LIST"u8, .. new byte[200]], NotAllowed),
        new("flv", _ => [.. "FLV\x01\x05\0\0\0\x09"u8, .. new byte[200]], NotAllowed),
        new("matroska that is no webm", samples => Replace(File.ReadAllBytes(samples.WebM), "webm"u8, "matr"u8), NotAllowed),
        new("program", _ => [0x7F, .. "ELF"u8, .. new byte[200]], NotAllowed),
        new("zip", _ => [.. "PK\x03\x04"u8, .. new byte[200]], NotAllowed),
        new("only ftyp", _ => Box("ftyp", Text("isom\0\0\0\0isom")), Truncated),
        new("camera that was switched off: no moov", samples => WithoutMoov(samples.Silent), Truncated),
        new("cut in the middle", samples => Cut(samples.Mp4, 0.5), Truncated),
        new("cut before the last byte", samples => File.ReadAllBytes(samples.Mp4)[..^1], Truncated),
        new("webm cut in the middle", samples => Cut(samples.WebM, 0.5), Truncated),
        new("mdat that is zeros", samples => Zeros(samples.Silent), Broken, Truncated, Safe),
        new("moov that is noise", _ => [.. Box("ftyp", Text("isom\0\0\0\0isom")), .. Box("moov", [.. Enumerable.Range(0, 3000).Select(number => (byte)((number * number) + 131))])], Broken),
        new("moov that holds nothing", _ => [.. Box("ftyp", Text("isom\0\0\0\0isom")), .. Box("moov", [])], Broken, NoStreams),
        new("moov within moov within moov", _ => [.. Box("ftyp", Text("isom\0\0\0\0isom")), .. Nested(60)], Broken),
        new("box that is smaller than its head", _ => [.. Box("ftyp", Text("isom\0\0\0\0isom")), 0, 0, 0, 3, .. "moov"u8, .. new byte[40]], Broken),
        new("box of nine exabytes", _ => [.. Box("ftyp", Text("isom\0\0\0\0isom")), 0, 0, 0, 1, .. "moov"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[40]], Truncated),
        new("compressed index", _ => [.. Box("ftyp", Text("qt  \0\0\0\0qt  ")), .. Box("moov", Box("cmov", new byte[100]))], Broken),
        new("movie that refers to others", _ => [.. Box("ftyp", Text("qt  \0\0\0\0qt  ")), .. Box("moov", Box("rmra", Box("rmda", Box("rdrf", [0, 0, 0, 0, .. "url "u8, 0, 0, 0, 17, .. "http://127.0.0.1/"u8]))))], External),
        new("data reference to a file", samples => DataReference(samples, "file:///etc/passwd"), External),
        new("data reference to an address", samples => DataReference(samples, "http://127.0.0.1/x.mp4"), External),
        new("head that claims an hour", samples => Claim(samples.Mp4, 900), Safe),
        new("head that claims a century", samples => Claim(samples.Mp4, 1_000_000), Safe),
        new("sample table of two milliards", samples => Patched(samples.Silent, "stsz"u8, 12, 0x7F, 0xFF, 0xFF, 0xFF), Broken),
        new("sample table of one size for two milliards", samples => Patched(samples.Silent, "stsz"u8, 8, 0, 0, 0, 200, 0x7F, 0xFF, 0xFF, 0xFF), Broken),
        new("times of two milliards of samples", samples => Patched(samples.Silent, "stts"u8, 12, 0x7F, 0xFF, 0xFF, 0xFF), Broken),
        new("track of 60000 by 60000", samples => Huge(samples.Silent), TooMany, Broken, Memory, Safe),
        new("codec that nobody knows", samples => Replace(File.ReadAllBytes(samples.Silent), "avc1"u8, "xxxx"u8, skip: 1), Broken, Codec, NoStreams),
        new("frames larger than the box says", samples => Patched(samples.Silent, "stco"u8, 12, 0x7F, 0, 0, 0), Broken, Truncated),
        new("sound that is only a tag", _ => [.. "ID3\x04\0\0\0\0\x01\x00"u8, .. new byte[128]], Broken, NoStreams, NotAllowed),
        new("wav without sound", _ => [.. "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xAC\0\0\x88\x58\x01\0\x02\0\x10\0data\0\0\0\0"u8], Broken),
        new("wav of a thousand channels", _ => [.. "RIFF"u8, 0x24, 0x10, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 0xE8, 3, 0x44, 0xAC, 0, 0, 0x88, 0x58, 1, 0, 0xD0, 7, 16, 0, .. "data"u8, 0, 0x10, 0, 0, .. new byte[4096]], Broken, Safe),
        new("opus head and nothing behind it", samples => File.ReadAllBytes(samples.Opus)[..60], Broken, NoStreams),
    }.ToDictionary(clip => clip.Name, StringComparer.Ordinal);

    public static byte[] Cut(string path, double share)
    {
        var whole = File.ReadAllBytes(path);
        return whole[..(int)(whole.Length * share)];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Box(string type, byte[] body)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, body.Length + 8);
        return [.. size, .. Text(type), .. body];
    }

    private static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var level = 0; level < depth; level++)
            inner = Box("moov", inner);
        return inner;
    }

    private static int Find(ReadOnlySpan<byte> file, ReadOnlySpan<byte> what, int from = 0)
    {
        var at = file[from..].IndexOf(what);
        return at >= 0 ? at + from : throw new InvalidOperationException($"The file does not hold {Encoding.ASCII.GetString(what)}.");
    }

    private static byte[] Replace(byte[] file, ReadOnlySpan<byte> what, ReadOnlySpan<byte> by, int skip = 0)
    {
        var at = Find(file, what);
        for (; skip > 0; skip--)
            at = Find(file, what, at + 4);
        by.CopyTo(file.AsSpan(at));
        return file;
    }

    // at so many bytes behind the box's type
    private static byte[] Patched(string path, ReadOnlySpan<byte> type, int at, params byte[] bytes)
    {
        var file = File.ReadAllBytes(path);
        bytes.CopyTo(file, Find(file, type) + at);
        return file;
    }

    // ffmpeg writes moov last; what was recorded until then is all there
    private static byte[] WithoutMoov(string path)
    {
        var file = File.ReadAllBytes(path);
        return file[..(Find(file, "moov"u8) - 4)];
    }

    private static byte[] Zeros(string path)
    {
        var file = File.ReadAllBytes(path);
        var (from, until) = (Find(file, "mdat"u8) + 4, Find(file, "moov"u8) - 4);
        file.AsSpan(from, until - from).Clear();
        return file;
    }

    private static byte[] Claim(string path, uint times)
    {
        var file = File.ReadAllBytes(path);
        foreach (var (type, at) in new[] { ("mvhd", 20), ("tkhd", 24), ("mdhd", 20) })
        {
            for (var found = file.AsSpan().IndexOf(Text(type)); found >= 0;)
            {
                var told = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(found + at));
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(found + at), (uint)Math.Min(uint.MaxValue - 1, (ulong)told * times));
                var next = file.AsSpan(found + 4).IndexOf(Text(type));
                found = next < 0 ? -1 : found + 4 + next;
            }
        }

        return file;
    }

    // width and height stand 28 bytes behind the name of the coding
    private static byte[] Huge(string path)
    {
        var file = File.ReadAllBytes(path);
        var at = Find(file, "avc1"u8, Find(file, "stsd"u8));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at + 28), 60_000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at + 30), 60_000);
        return file;
    }

    // the entry becomes longer, and with it every box around it; moov stands last, so that no place moves
    private static byte[] DataReference(ClipFiles samples, string address)
    {
        var file = File.ReadAllBytes(samples.Silent);
        var entry = Box("url ", [0, 0, 0, 0, .. Text(address), 0]);
        var at = Find(file, "url "u8, Find(file, "dref"u8)) - 4;
        var grown = entry.Length - 12;
        foreach (var type in new[] { "moov", "trak", "mdia", "minf", "dinf", "dref" })
        {
            var box = Find(file, Text(type)) - 4;
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(box), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(box)) + grown);
        }

        return [.. file[..at], .. entry, .. file[(at + 12)..]];
    }
}

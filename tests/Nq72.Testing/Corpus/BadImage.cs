namespace Nq72.Testing.Corpus;

/// <summary>One file that somebody might send.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">Makes it of the good ones.</param>
/// <param name="Outcomes">What may become of it: codes, or <c>safe</c> for renditions that hold nothing but pixels.</param>
internal sealed record BadImage(string Name, Func<ImageFiles, byte[]> Bytes, params string[] Outcomes)
{
    public const string Safe = "safe", Empty = "imageEmpty", Unknown = "imageKindUnknown", NotAllowed = "imageKindNotAllowed", Truncated = "imageTruncated", Broken = "imageBroken",
        TooMany = "imageTooManyPixels", Long = "imageTooLong", Frames = "imageTooManyFrames", Time = "imageTimeLimit", Memory = "imageMemoryLimit";

    public static readonly IReadOnlyDictionary<string, BadImage> All =
        BadPngs.All.Concat(BadJpegs.All).Concat(BadAnimations.All).Concat(BadHeifs.All).Concat(BadOthers.All).ToDictionary(image => image.Name, StringComparer.Ordinal);

    /// <summary>A file that only begins.</summary>
    public static byte[] Cut(string path, double share)
    {
        var whole = File.ReadAllBytes(path);
        return whole[..(int)(whole.Length * share)];
    }

    /// <summary>A file whose last bytes are missing.</summary>
    public static byte[] WithoutLast(string path, int bytes) => File.ReadAllBytes(path)[..^bytes];

    /// <summary>Where something stands first; the test's own mistake when it does not.</summary>
    public static int Find(byte[] file, ReadOnlySpan<byte> what)
    {
        var at = file.AsSpan().IndexOf(what);
        return at >= 0 ? at : throw new InvalidOperationException($"The file does not hold {Convert.ToHexString(what)}.");
    }

    /// <summary>A file with some bytes replaced.</summary>
    public static byte[] Patched(byte[] file, int at, params byte[] bytes)
    {
        bytes.CopyTo(file, at);
        return file;
    }
}

using System.IO.Compression;
using System.Security.Cryptography;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// An answer as ready bytes: made once, sent to everyone who asks the same until its end. Compressed forms are made when first asked for.
/// Thread-safe.
/// </summary>
public sealed class ReadyAnswer
{
    private const string Blanks = " \t";
    private const string Between = ", \t";

    private readonly byte[] plain;
    private readonly string hash;
    private byte[]? gzip;
    private byte[]? brotli;

    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Media type with charset.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="lastModified">The last change that shaped the answer; null when nothing did.</param>
    /// <param name="validUntil">The next instant at which the answer can change by schedule; null when nothing is planned.</param>
    public ReadyAnswer(int status, string contentType, byte[] body, DateTimeOffset? lastModified, DateTimeOffset? validUntil)
    {
        plain = body;
        Status = status;
        ContentType = contentType;
        LastModified = lastModified;
        ValidUntil = validUntil;
        hash = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12));
    }

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Media type with charset.</summary>
    public string ContentType { get; }

    /// <summary>The last change that shaped the answer.</summary>
    public DateTimeOffset? LastModified { get; }

    /// <summary>The next instant at which it can change by schedule.</summary>
    public DateTimeOffset? ValidUntil { get; }

    /// <summary>Where to go instead; null for all but redirects.</summary>
    public string? Location { get; init; }

    /// <summary>A request header, besides those about form, on which the answer depends; null for none.</summary>
    public string? Vary { get; init; }

    /// <summary>Where else to look (the header <c>Link</c>, RFC 8288); null for nowhere.</summary>
    public string? Links { get; init; }

    /// <summary>The epoch it was made under; a newer one ends it.</summary>
    public long Epoch { get; set; }

    /// <summary>Bytes that it may come to hold with its compressed forms, for the cache's bound.</summary>
    public int Size => (plain.Length * 2) + 512;

    /// <summary>Whether the answer still stands.</summary>
    public bool StandsAt(DateTimeOffset now, long epoch) => Epoch == epoch && (ValidUntil is null || now < ValidUntil);

    /// <summary>Strong validator of one representation: other bytes, other tag (RFC 9110 §8.8.3).</summary>
    /// <param name="incarnation">The life of the installation: equal bytes of another life are not trusted to be the same answer.</param>
    /// <param name="encoding">The encoding; null for none.</param>
    public string ETag(string incarnation, string? encoding) => encoding is null ? $"\"{incarnation}{hash}\"" : $"\"{incarnation}{hash}-{encoding}\"";

    /// <summary>
    /// Whether an <c>If-None-Match</c> header names this answer, in any encoding: <c>*</c>, or a list of tags, weak or strong, of which those count
    /// that stand before anything that cannot be read. Source: RFC 9110 §13.1.2, §8.8.3.
    /// </summary>
    public bool IsNamedBy(string incarnation, ReadOnlySpan<char> ifNoneMatch)
    {
        var rest = ifNoneMatch.Trim(Blanks);
        if (rest is "*")
            return true;
        rest = rest.TrimStart(Between);
        while (rest.Length > 0)
        {
            var tag = rest.StartsWith("W/", StringComparison.Ordinal) ? rest[2..] : rest;
            var end = tag.Length > 1 && tag[0] == '"' ? tag[1..].IndexOf('"') : -1;
            if (end < 0)
                return false;
            if (IsOwn(tag.Slice(1, end), incarnation))
                return true;
            rest = tag[(end + 2)..].TrimStart(Blanks);
            if (rest.Length > 0 && rest[0] != ',')
                return false;
            rest = rest.TrimStart(Between);
        }

        return false;
    }

    private bool IsOwn(ReadOnlySpan<char> tag, string incarnation) =>
        tag.StartsWith(incarnation, StringComparison.Ordinal) && tag[incarnation.Length..].StartsWith(hash, StringComparison.Ordinal) && tag[(incarnation.Length + hash.Length)..] is "" or "-br" or "-gzip";

    /// <summary>The bytes in an encoding: null for none, <c>gzip</c>, <c>br</c>.</summary>
    public byte[] Bytes(string? encoding) => encoding switch
    {
        "br" => brotli ??= Compress(stream => new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true)),
        "gzip" => gzip ??= Compress(stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)),
        _ => plain,
    };

    private byte[] Compress(Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var stream = open(packed))
            stream.Write(plain);
        return packed.ToArray();
    }
}

using System.Security.Cryptography;

namespace Nq72.Cms.Posters;

/// <summary>A poster as a file.</summary>
/// <param name="Name">Its name to save it under, with the slogan's words.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">What is in it; equal for equal template, text and program.</param>
public sealed record PosterFile(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>The strong validator: a hash of the bytes, with its quotes.</summary>
    public string ETag => $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 16))}\"";
}

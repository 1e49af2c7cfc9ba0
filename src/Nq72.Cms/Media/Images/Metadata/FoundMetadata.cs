namespace Nq72.Cms.Media.Images.Metadata;

/// <summary>What one block of metadata tells; null for what it does not.</summary>
internal sealed record FoundMetadata(string? Copyright = null, string? Credit = null, string? Caption = null, bool HasPosition = false)
{
    /// <summary>What either tells; this one's texts first.</summary>
    public FoundMetadata Or(FoundMetadata other) =>
        new(Copyright ?? other.Copyright, Credit ?? other.Credit, Caption ?? other.Caption, HasPosition || other.HasPosition);
}

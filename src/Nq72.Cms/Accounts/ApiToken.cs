using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts;

/// <summary>An API token, which partners call their key. Only hashes of its secrets are kept.</summary>
public sealed class ApiToken
{
    /// <summary>Its id, which the audit log names.</summary>
    public Guid Id { get; set; }

    /// <summary>For people.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>Scopes, blank-separated.</summary>
    public required string Scopes { get; set; }

    /// <summary>Web origins whose pages may read answers that are asked for with it, blank-separated; <c>*</c> for every one, empty for none.</summary>
    public string Origins { get; set; } = "";

    /// <summary>Requests a minute; null for what the installation says.</summary>
    public int? PerMinute { get; set; }

    /// <summary>Requests a day of the installation's zone; null for any number.</summary>
    public int? PerDay { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The last use that was noted (at most once a minute); null before the first.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>SHA-256 of the secret before the last rotation; null before the first.</summary>
    public string? PreviousHash { get; set; }

    /// <summary>Up to when the secret before the last rotation holds.</summary>
    public DateTimeOffset? PreviousHoldsUntil { get; set; }

    /// <summary>The last noted use of the secret before the last rotation: as long as it grows, the partner has not changed over.</summary>
    public DateTimeOffset? PreviousUsedAt { get; set; }

    /// <summary>Whether it is neither taken back nor over.</summary>
    public bool HoldsAt(DateTimeOffset instant) => !(RevokedAt <= instant || ExpiresAt <= instant);

    /// <summary>Whether the secret before the last rotation still holds beside the new one.</summary>
    public bool RotatesAt(DateTimeOffset instant) => HoldsAt(instant) && PreviousHoldsUntil > instant;
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiToken");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Name).HasMaxLength(200);
        builder.Property(token => token.Hash).HasMaxLength(64);
        builder.Property(token => token.PreviousHash).HasMaxLength(64);
        builder.Property(token => token.Scopes).HasMaxLength(200);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.PreviousHash);
    }
}

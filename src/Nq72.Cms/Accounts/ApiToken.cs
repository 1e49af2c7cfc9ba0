using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts;

/// <summary>An API token. Only its hash is kept.</summary>
public sealed class ApiToken
{
    /// <summary>Its id, which the audit log names.</summary>
    public Guid Id { get; set; }

    /// <summary>For people.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>Scopes, blank-separated.</summary>
    public required string Scopes { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The last use that was noted (at most once a minute); null before the first.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiToken");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Name).HasMaxLength(200);
        builder.Property(token => token.Hash).HasMaxLength(64);
        builder.Property(token => token.Scopes).HasMaxLength(200);
        builder.HasIndex(token => token.Hash).IsUnique();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts.People;

/// <summary>A link by which a person chooses a password, once. Only the hash of its secret is kept.</summary>
public sealed class AccountLink
{
    public Guid Id { get; init; }

    /// <summary>Whose password it sets.</summary>
    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of the secret, hexadecimal.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when it is refused.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used, or a newer one took its place; null while it can be used.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether the person asked for it, not an administrator.</summary>
    public bool AskedByPerson { get; init; }
}

internal sealed class AccountLinkMapping : IEntityTypeConfiguration<AccountLink>
{
    public void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        builder.ToTable("AccountLink");
        builder.HasKey(link => link.Id);
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.Property(link => link.Hash).HasMaxLength(64);
        builder.HasIndex(link => link.Hash).IsUnique();
        builder.HasIndex(link => link.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(link => link.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>An approver lets somebody approve in their place, for a span of days. What the delegate signs says K/T.</summary>
public sealed class Delegation
{
    public Guid Id { get; init; }

    /// <summary>Who is away.</summary>
    public Guid FromId { get; init; }

    /// <summary>Who approves in their place.</summary>
    public Guid ToId { get; init; }

    /// <summary>From when it counts.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>From when it counts no longer; it ends by itself.</summary>
    public DateTimeOffset EndsAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it counts now.</summary>
    public bool HoldsAt(DateTimeOffset now) => StartsAt <= now && now < EndsAt;
}

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("Delegation");
        builder.HasKey(delegation => delegation.Id);
        builder.Property(delegation => delegation.Id).ValueGeneratedNever();
        builder.HasIndex(delegation => new { delegation.ToId, delegation.EndsAt });
        builder.HasIndex(delegation => new { delegation.FromId, delegation.EndsAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(delegation => delegation.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(delegation => delegation.ToId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>Where a role of one person counts; a role without one counts everywhere.</summary>
public sealed class GrantLimit
{
    public Guid AccountId { get; init; }

    public Guid RoleId { get; init; }

    /// <summary>Content types, blank-separated; empty for every one.</summary>
    public string Types { get; set; } = "";

    /// <summary>Key of the unit whose items it counts for; null for every one.</summary>
    public string? Unit { get; set; }
}

internal sealed class GrantLimitMapping : IEntityTypeConfiguration<GrantLimit>
{
    public void Configure(EntityTypeBuilder<GrantLimit> builder)
    {
        builder.ToTable("GrantLimit");
        builder.HasKey(limit => new { limit.AccountId, limit.RoleId });
        builder.Property(limit => limit.Types).HasMaxLength(2000);
        builder.Property(limit => limit.Unit).HasMaxLength(200);
        builder.HasOne<Account>().WithMany().HasForeignKey(limit => limit.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AccountRole>().WithMany().HasForeignKey(limit => limit.RoleId).OnDelete(DeleteBehavior.Cascade);
    }
}

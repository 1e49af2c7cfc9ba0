using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts;

/// <summary>What was asked with a token on one day. Nothing of who asked, from where or what for.</summary>
public sealed class TokenUsage
{
    /// <summary>The token.</summary>
    public Guid TokenId { get; set; }

    /// <summary>The day, in the installation's zone.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Requests that were answered, whatever the answer.</summary>
    public long Requests { get; set; }

    /// <summary>Of these, answers 304: the caller had it already.</summary>
    public long NotModified { get; set; }

    /// <summary>Bytes of bodies that were sent, as they went over the wire.</summary>
    public long Bytes { get; set; }

    /// <summary>Requests beyond a limit, answered 429; not among <see cref="Requests"/>.</summary>
    public long Refused { get; set; }
}

internal sealed class TokenUsageMapping : IEntityTypeConfiguration<TokenUsage>
{
    public void Configure(EntityTypeBuilder<TokenUsage> builder)
    {
        builder.ToTable("TokenUsage");
        builder.HasKey(usage => new { usage.TokenId, usage.Day });
        // by day, for tidying
        builder.HasIndex(usage => usage.Day);
        builder.HasOne<ApiToken>().WithMany().HasForeignKey(usage => usage.TokenId).OnDelete(DeleteBehavior.Cascade);
    }
}

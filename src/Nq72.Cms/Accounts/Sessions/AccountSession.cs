using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts.Sessions;

/// <summary>One sign-in of one person on one device. The cookie only names it: ended here, it opens nothing any more.</summary>
public sealed class AccountSession
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its last use, noted at most once a minute.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Address of that use.</summary>
    public string Address { get; set; } = "";

    /// <summary>What the browser called itself, cut short.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>How the person came in.</summary>
    public SignInMethod Method { get; init; }

    /// <summary>When it ended; null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>How a person came in.</summary>
public enum SignInMethod
{
    /// <summary>By password.</summary>
    Password,

    /// <summary>By password and a code of the authenticator.</summary>
    Code,

    /// <summary>By password and a recovery code.</summary>
    RecoveryCode,

    /// <summary>By passkey.</summary>
    Passkey,

    /// <summary>By the link of an invitation or a reset.</summary>
    Link,
}

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>
{
    /// <summary>Longest name of a browser that is kept.</summary>
    public const int UserAgentLength = 300;

    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("AccountSession");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Address).HasMaxLength(45);
        builder.Property(session => session.UserAgent).HasMaxLength(UserAgentLength);
        builder.HasIndex(session => new { session.AccountId, session.EndedAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Accounts;

/// <summary>A person who may sign in to the desk.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Name for people to read.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The office that the person belongs to; null when nobody said.</summary>
    public string? Unit { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was closed; null while the person may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>When the person last signed in; null before the first time.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>What the person's authenticator counts from, encrypted; null without a second factor.</summary>
    public string? CodeSecret { get; set; }

    /// <summary>The time step of the last code that was taken: no code is taken twice.</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>SHA-256 of the recovery codes that are left, blank-separated.</summary>
    public string? RecoveryCodes { get; set; }

    /// <summary>Where the account stands.</summary>
    public PersonState StateAt(DateTimeOffset now) =>
        DisabledAt is not null ? PersonState.Disabled : PasswordHash is null ? PersonState.Invited : LockoutEnd > now ? PersonState.Locked : PersonState.Active;
}

/// <summary>Where an account stands.</summary>
public enum PersonState
{
    /// <summary>Its person has not chosen a password yet.</summary>
    Invited,

    /// <summary>Its person may sign in.</summary>
    Active,

    /// <summary>It rests after wrong passwords or codes.</summary>
    Locked,

    /// <summary>An administrator closed it.</summary>
    Disabled,
}

/// <summary>A role: what its holders may do.</summary>
public sealed class AccountRole : IdentityRole<Guid>
{
    /// <summary>For people.</summary>
    public string Description { get; set; } = "";

    /// <summary>Scopes, blank-separated, as tokens have them.</summary>
    public string Scopes { get; set; } = "";
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    /// <summary>Longest name of an office, in characters.</summary>
    public const int UnitLength = 200;

    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.Property(account => account.Unit).HasMaxLength(UnitLength);
        builder.Property(account => account.CodeSecret).HasMaxLength(1000);
        builder.Property(account => account.RecoveryCodes).HasMaxLength(1000);
    }
}

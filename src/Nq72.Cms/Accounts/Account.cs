using Microsoft.AspNetCore.Identity;

namespace Nq72.Cms.Accounts;

/// <summary>A person who may sign in to the desk.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Name for people to read.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A role: what its holders may do.</summary>
public sealed class AccountRole : IdentityRole<Guid>
{
    /// <summary>For people.</summary>
    public string Description { get; set; } = "";

    /// <summary>Scopes, blank-separated, as tokens have them.</summary>
    public string Scopes { get; set; } = "";
}

namespace Nq72.Cms.Accounts.People;

/// <summary>A person as administrators see them.</summary>
/// <param name="Id">Id of the account.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="DisplayName">For people to read.</param>
/// <param name="Email">Address for mail; null for none.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="Unit">The office; null when nobody said.</param>
/// <param name="Roles">Names of the roles.</param>
/// <param name="Limits">Roles that do not count everywhere, and where they do.</param>
/// <param name="State"><c>invited</c>, <c>active</c>, <c>locked</c> or <c>disabled</c>.</param>
/// <param name="LastSignInAt">The last sign-in; null before the first.</param>
/// <param name="LockedUntil">Until when the account rests after wrong passwords; null when it does not.</param>
/// <param name="SecondFactor">Whether a code is asked for beside the password.</param>
/// <param name="Passkeys">How many passkeys the person has.</param>
/// <param name="Sessions">Sessions that hold.</param>
public sealed record PersonView(
    Guid Id, string UserName, string DisplayName, string? Email, DateTimeOffset CreatedAt, string? Unit, IReadOnlyList<string> Roles, IReadOnlyList<RoleLimit> Limits, PersonState State, DateTimeOffset? LastSignInAt,
    DateTimeOffset? LockedUntil, bool SecondFactor, int Passkeys, int Sessions);

/// <summary>Where a role of a person counts.</summary>
/// <param name="Role">Name of the role.</param>
/// <param name="Types">Content types; none for every one.</param>
/// <param name="Unit">Key of the unit whose items it counts for; null for every one.</param>
public sealed record RoleLimit(string Role, IReadOnlyList<string> Types, string? Unit);

/// <summary>A link that was just made; the only time that it is seen.</summary>
/// <param name="Url">To be given to the person, and to nobody else.</param>
/// <param name="ExpiresAt">From when it is refused.</param>
/// <param name="Mail"><c>sent</c>, <c>failed</c>, <c>noAddress</c> (the person has none) or <c>notConfigured</c> (the installation has no mail server).</param>
public sealed record PersonLink(string Url, DateTimeOffset ExpiresAt, LinkMail Mail);

/// <summary>What became of the mail with a link.</summary>
public enum LinkMail
{
    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>It did not; the reason stands in the log. Hand the link over yourself.</summary>
    Failed,

    /// <summary>The person has no address.</summary>
    NoAddress,

    /// <summary>The installation has no mail server.</summary>
    NotConfigured,
}

/// <summary>A person who was invited, and the link for them.</summary>
public sealed record InvitedPerson(PersonView Person, PersonLink Link);

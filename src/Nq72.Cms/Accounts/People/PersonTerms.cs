using System.Net.Mail;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.People;

/// <summary>What whoever invites or changes a person says of them.</summary>
/// <param name="UserName">The name to sign in with: Latin letters without marks, digits and <c>. _ - @ +</c>, 1–100. Only for an invitation; it never changes.</param>
/// <param name="DisplayName">For people to read, 1–200 characters.</param>
/// <param name="Email">Address for invitations, resets and notices; null for none.</param>
/// <param name="Unit">The office that the person belongs to, up to 200 characters; null for none.</param>
/// <param name="Roles">Names of roles; none means that the person may only look after their own account.</param>
public sealed record PersonTerms(string? UserName = null, string? DisplayName = null, string? Email = null, string? Unit = null, IReadOnlyCollection<string>? Roles = null)
{
    /// <summary>Longest user name, in characters.</summary>
    public const int UserNameLength = 100;

    private const int NameLength = 200, EmailLength = 254;

    /// <summary>The terms as they are kept, or everything that is wrong with them.</summary>
    internal Outcome<PersonTerms> Check(IReadOnlyCollection<string> knownRoles, bool isNew)
    {
        var errors = new Fields();
        var userName = isNew ? errors.Required("userName", UserName, UserNameLength) : "";
        var display = errors.Required("displayName", DisplayName, NameLength);
        var email = errors.Optional("email", Email, EmailLength);
        if (email is not null && (!MailAddress.TryCreate(email, out var read) || read.Address != email))
            errors.Add("email", "email", $"'{email}' không phải địa chỉ thư điện tử.", $"'{email}' is no e-mail address.");
        var unit = errors.Optional("unit", Unit, AccountMapping.UnitLength);
        var roles = new List<string>();
        foreach (var name in (Roles ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (knownRoles.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } known)
                roles.Add(known);
            else
                errors.Add("roles", "unknownRole", $"Không có vai trò '{name}'.", $"There is no role '{name}'.");
        }

        roles.Sort(StringComparer.Ordinal);
        return errors.AreInvalid ? errors.Problem : new PersonTerms(userName, display, email, unit, roles);
    }
}

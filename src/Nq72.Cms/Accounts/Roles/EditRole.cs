using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>Reads roles, and says what a role may do. It counts from the holders' next request on.</summary>
public sealed class EditRole(CmsDb db, UnitOfWork unitOfWork, CreateAccount accounts, Administrators administrators, AuditRecorder audit)
{
    private const int DescriptionLength = 500;

    /// <summary>Every role by name, with how many people hold it.</summary>
    public async Task<IReadOnlyList<RoleView>> ListAsync(CancellationToken cancellationToken)
    {
        var held = await db.UserRoles.AsNoTracking().GroupBy(row => row.RoleId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return (await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(cancellationToken))
            .ConvertAll(role => new RoleView(role.Name!, role.Description, role.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), held.GetValueOrDefault(role.Id)));
    }

    /// <summary>Makes or replaces a role.</summary>
    /// <param name="name">Its name, which accounts and recipes go by: 1–64 letters without marks, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="terms">What it is for and may do.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<RoleView>> RunAsync(string name, RoleTerms terms, Actor actor, CancellationToken cancellationToken)
    {
        var errors = new Fields();
        errors.Key("name", name);
        var description = errors.Optional("description", terms.Description, DescriptionLength) ?? "";
        var scopes = (terms.Scopes ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var scope in scopes.Where(scope => !Scopes.All.Contains(scope)))
            errors.Add("scopes", "unknownScope", $"Không có quyền '{scope}'; có: {string.Join(", ", Scopes.All)}.", $"There is no scope '{scope}'; there are: {string.Join(", ", Scopes.All)}.");
        if (errors.AreInvalid)
            return errors.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Accounts, cancellationToken);
        var some = await administrators.AnyAsync(cancellationToken);
        var before = (await ListAsync(cancellationToken)).FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase));
        var put = await accounts.PutRoleAsync(before?.Name ?? name, description, scopes, cancellationToken);
        if (!put.Succeeded)
            return put.Problem;
        await work.FlushAsync(cancellationToken);
        if (some && !await administrators.AnyAsync(cancellationToken))
            return Administrators.Last;
        audit.Record(actor, "role.put", "role", before?.Name ?? name, new { before = before is null ? null : new { before.Description, before.Scopes }, after = new { description, scopes } });
        await work.CommitAsync(cancellationToken);
        return new RoleView(before?.Name ?? name, description, scopes, before?.People ?? 0);
    }
}

/// <summary>What a role is for and may do.</summary>
/// <param name="Description">For people, up to 500 characters: "name: what it is for".</param>
/// <param name="Scopes">What its holders may; none is a role that only has a name.</param>
public sealed record RoleTerms(string? Description = null, IReadOnlyCollection<string>? Scopes = null);

/// <summary>A role.</summary>
/// <param name="Name">What accounts and recipes go by.</param>
/// <param name="Description">For people.</param>
/// <param name="Scopes">What its holders may.</param>
/// <param name="People">How many hold it.</param>
public sealed record RoleView(string Name, string Description, IReadOnlyList<string> Scopes, int People);

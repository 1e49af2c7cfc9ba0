using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Roles</c>: roles and their scopes. Permissions of Orchard Core that are no scope of ours are told of and left out.</summary>
internal sealed class RolesStep(CmsDb db, UnitOfWork unitOfWork, CreateAccount accounts, AuditRecorder audit)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Roles";

    // Orchard Core's name for being allowed everything
    private const string SiteOwner = "SiteOwner";

    /// <summary>
    /// A role's scopes as permissions. Beside <c>admin</c> stands Orchard Core's <c>SiteOwner</c>: its import replaces a role's permissions, and
    /// must not lock its administrators out.
    /// </summary>
    public static IEnumerable<string> PermissionsOf(string scopes)
    {
        var given = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return given.Contains(Scopes.Admin) ? given.Append(SiteOwner) : given;
    }

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var roles = step.Body.Objects("Roles").Select(role => (At: role, Name: role.RequiredText("Name"), Description: role.Text("Description") ?? "", Scopes: ReadScopes(role, step))).ToList();
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var known = await db.Roles.AsNoTracking().ToDictionaryAsync(role => role.Name!, StringComparer.OrdinalIgnoreCase, cancellationToken);
        foreach (var (at, name, description, scopes) in roles)
        {
            var before = known.GetValueOrDefault(name);
            var changed = before is null || before.Description != description || before.Scopes != string.Join(' ', scopes);
            if (changed)
            {
                var put = await accounts.PutRoleAsync(name, description, scopes, cancellationToken);
                if (put.Problem is { } problem)
                    at.Add(problem);
                else
                    audit.Record(step.Actor, "role.put", "role", name, new { scopes });
            }

            step.Report.Count(before is null, changed);
        }

        if (step.IsInvalid)
            return step.Problem;
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private static List<string> ReadScopes(RecipeObject role, StepRun step)
    {
        var given = role.Texts("Permissions").Select(static permission => permission == SiteOwner ? Scopes.Admin : permission).ToList();
        foreach (var unknown in given.Where(permission => !Scopes.All.Contains(permission)))
            step.Report.Note($"{role.Path}: quyền '{unknown}' không có ở đây, bỏ qua. / The permission is not known.");
        var scopes = given.Where(Scopes.All.Contains).ToHashSet(StringComparer.Ordinal);
        // a recipe written for another system must not lock everybody out
        if (role.Text("Name") == CreateAccount.AdministratorRole)
            scopes.Add(Scopes.Admin);
        return [.. scopes.Order(StringComparer.Ordinal)];
    }
}

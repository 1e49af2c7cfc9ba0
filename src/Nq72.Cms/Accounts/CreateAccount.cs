using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts;

/// <summary>Makes accounts and roles.</summary>
public sealed class CreateAccount(UnitOfWork unitOfWork, UserManager<Account> users, RoleManager<AccountRole> roles, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Name of the role that holds every scope, and that the first account gets.</summary>
    public const string AdministratorRole = "Administrator";

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Makes an account. Returns its password when it made one up (<paramref name="password"/> null), else an empty text.</summary>
    public async Task<Outcome<string>> RunAsync(string userName, string? email, string displayName, IReadOnlyCollection<string> roleNames, string? password, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        foreach (var name in roleNames)
        {
            if (name == AdministratorRole && await roles.FindByNameAsync(name) is null)
                await PutRoleAsync(name, "Quản trị", [Scopes.Admin], cancellationToken);
            if (await roles.FindByNameAsync(name) is null)
                return Problem.Invalid("roles", "unknownRole", $"Không có vai trò '{name}'.", $"There is no role '{name}'.");
        }

        var secret = password ?? MakePassword();
        var account = new Account { Id = Guid.CreateVersion7(clock.Now()), UserName = userName, Email = email, DisplayName = displayName, CreatedAt = clock.Now() };
        var made = await users.CreateAsync(account, secret);
        if (made.Succeeded)
            made = await users.AddToRolesAsync(account, roleNames);
        if (!made.Succeeded)
            return IdentityProblems.Of(made);
        audit.Record(actor, "account.create", "account", account.Id.ToString(), new { userName, roles = roleNames });
        await work.CommitAsync(cancellationToken);
        return password is null ? secret : "";
    }

    /// <summary>Adds or replaces a role. Scopes that are not known are refused.</summary>
    public async Task<Outcome<Done>> PutRoleAsync(string name, string description, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var unknown = scopes.Where(scope => !Scopes.All.Contains(scope)).ToList();
        if (unknown.Count > 0)
            return Problem.Invalid("permissions", "unknownScope", $"Không có quyền '{string.Join(", ", unknown)}'.", $"There is no scope '{string.Join(", ", unknown)}'.");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var role = await roles.FindByNameAsync(name);
        var isNew = role is null;
        role ??= new AccountRole { Id = Guid.CreateVersion7(clock.Now()), Name = name };
        role.Description = description;
        role.Scopes = string.Join(' ', scopes.Order(StringComparer.Ordinal));
        var result = isNew ? await roles.CreateAsync(role) : await roles.UpdateAsync(role);
        if (!result.Succeeded)
            return Problem.Invalid("name", "role", string.Join(' ', result.Errors.Select(error => error.Description)), string.Join(' ', result.Errors.Select(error => error.Description)));
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private static string MakePassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));
}

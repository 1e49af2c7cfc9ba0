using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>Says where a role of a person counts: for which content types, and for which unit's items. From their next request on.</summary>
public sealed class LimitGrant(CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, AuditRecorder audit)
{
    private const string Units = "unit";

    /// <summary>Sets the limit of one role; none of both takes it away. A role that administers counts everywhere.</summary>
    public async Task<Outcome<Done>> RunAsync(Guid accountId, string roleName, IReadOnlyCollection<string>? types, string? unit, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Accounts, cancellationToken);
        if (!await db.Users.AnyAsync(account => account.Id == accountId, cancellationToken))
            return PutPerson.NoSuchPerson;
        var role = await db.Roles.AsNoTracking().Join(db.UserRoles.Where(held => held.UserId == accountId), known => known.Id, held => held.RoleId, (known, _) => known)
            .FirstOrDefaultAsync(known => known.Name == roleName, cancellationToken);
        if (role is null)
            return Problem.NotFound("Người này không giữ vai trò đó.", "The person does not have that role.");
        var wanted = (types ?? []).Where(type => !string.IsNullOrWhiteSpace(type)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        unit = string.IsNullOrWhiteSpace(unit) ? null : unit.Trim();
        var errors = await CheckAsync(wanted, unit, cancellationToken);
        if (role.Scopes.Split(' ').Contains(Scopes.Admin) && (wanted.Count > 0 || unit is not null))
            errors.Add("role", "adminIsWide", "Vai trò quản trị có hiệu lực ở mọi nơi.", "A role that administers counts everywhere.");
        if (errors.AreInvalid)
            return errors.Problem;
        var limit = await db.GrantLimits.FirstOrDefaultAsync(row => row.AccountId == accountId && row.RoleId == role.Id, cancellationToken);
        var before = new { types = limit?.Types, limit?.Unit };
        if (wanted.Count == 0 && unit is null)
        {
            if (limit is not null)
                db.GrantLimits.Remove(limit);
        }
        else
        {
            if (limit is null)
                db.GrantLimits.Add(limit = new GrantLimit { AccountId = accountId, RoleId = role.Id });
            (limit.Types, limit.Unit) = (string.Join(' ', wanted), unit);
        }

        audit.Record(actor, "account.limitRole", "account", accountId.ToString(), new { role = roleName, before, after = new { types = string.Join(' ', wanted), unit } });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private async Task<Fields> CheckAsync(IReadOnlyList<string> types, string? unit, CancellationToken cancellationToken)
    {
        var errors = new Fields();
        var known = await catalog.GetAsync(cancellationToken);
        foreach (var type in types.Where(type => known.Find(type) is null))
            errors.Add("types", "unknownType", $"Không có loại nội dung '{type}'.", $"There is no content type '{type}'.");
        if (unit is not null && !await db.Terms.AnyAsync(term => term.Taxonomy == Units && term.Key == unit, cancellationToken))
            errors.Add("unit", "unknownTerm", $"Không có đơn vị '{unit}'.", $"There is no unit '{unit}'.");
        return errors;
    }
}

using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.Roles;

/// <summary>Makes, lists and ends delegations. Only who approves by a role of their own can delegate.</summary>
public sealed class Delegations(CmsDb db, UnitOfWork unitOfWork, InstallationOptions installation, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Longest span, in days.</summary>
    public const int MostDays = 92;

    /// <summary>Whether the person can delegate: approves by a role of their own.</summary>
    public async Task<bool> MayAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await AccountGrants.OwnAsync(db, accountId, cancellationToken)).Exists(grant => grant.Scopes.Contains(Scopes.Approve) || grant.Scopes.Contains(Scopes.Admin));

    /// <summary>People who can be asked: everyone who may sign in, but the person.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> CandidatesAsync(Guid accountId, CancellationToken cancellationToken) =>
        [.. (await db.Users.AsNoTracking().Where(account => account.Id != accountId && account.DisabledAt == null && account.PasswordHash != null).OrderBy(account => account.DisplayName)
            .Select(account => new { account.Id, account.DisplayName }).ToListAsync(cancellationToken)).Select(account => (account.Id, account.DisplayName))];

    /// <summary>Delegations that hold or are to come: given by the person, and to them.</summary>
    public async Task<IReadOnlyList<DelegationView>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = await db.Delegations.AsNoTracking().Where(row => (row.FromId == accountId || row.ToId == accountId) && row.EndsAt > now).OrderBy(row => row.StartsAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var people = rows.SelectMany(row => new[] { row.FromId, row.ToId }).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(account => people.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancellationToken);
        return rows.ConvertAll(row => new DelegationView(row.Id, names[row.FromId], names[row.ToId], row.FromId == accountId, row.StartsAt, row.EndsAt, row.HoldsAt(now)));
    }

    /// <summary>Delegates from the beginning of a day to the end of another, in the installation's zone; today begins now.</summary>
    public async Task<Outcome<Done>> MakeAsync(Guid fromId, Guid? toId, DateOnly? first, DateOnly? last, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, installation.Zone).DateTime);
        var errors = new Fields();
        if (toId is null || toId == fromId || !await db.Users.AnyAsync(account => account.Id == toId && account.DisabledAt == null && account.PasswordHash != null, cancellationToken))
            errors.Add("to", "unknownPerson", "Hãy chọn một người đang hoạt động.", "Choose an active person.");
        if (first is null || first < today)
            errors.Add("first", "past", "Ngày đầu không được ở quá khứ.", "The first day must not be past.");
        if (last is null || last < first || last.Value.DayNumber - (first?.DayNumber ?? 0) >= MostDays)
            errors.Add("last", "span", $"Ngày cuối từ ngày đầu trở đi, nhiều nhất {MostDays} ngày.", $"The last day is the first or later, {MostDays} days at most.");
        if (errors.AreInvalid)
            return errors.Problem;
        if (!await MayAsync(fromId, cancellationToken))
            return new Problem(403, "noApproval", new("Chỉ người duyệt mới ủy quyền duyệt được", "Only who approves can delegate"));
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var starts = Midnight(first!.Value);
        var made = new Delegation { Id = Guid.CreateVersion7(now), FromId = fromId, ToId = toId!.Value, StartsAt = starts < now ? now : starts, EndsAt = Midnight(last!.Value.AddDays(1)), CreatedAt = now };
        db.Delegations.Add(made);
        audit.Record(actor, "delegation.make", "delegation", made.Id.ToString(), new { made.FromId, made.ToId, made.StartsAt, made.EndsAt });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>Ends a delegation of the person now; one that is over, or another's, is passed over.</summary>
    public async Task<Outcome<Done>> EndAsync(Guid fromId, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.Delegations.FirstOrDefaultAsync(row => row.Id == id && row.FromId == fromId && row.EndsAt > now, cancellationToken) is { } found)
        {
            found.EndsAt = now;
            audit.Record(actor, "delegation.end", "delegation", id.ToString());
        }

        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, installation.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

/// <summary>A delegation as the two people see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Who is away.</param>
/// <param name="To">Who approves in their place.</param>
/// <param name="IsOwn">Whether the person who looks gave it.</param>
/// <param name="StartsAt">From when it counts.</param>
/// <param name="EndsAt">From when it counts no longer.</param>
/// <param name="Holds">Whether it counts now.</param>
public sealed record DelegationView(Guid Id, string From, string To, bool IsOwn, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool Holds);

using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Help;

/// <summary>The first things to do at the desk, by what a person may do. Each is done when the audit log says that the person did it: nobody ticks by hand.</summary>
public sealed class FirstSteps(CmsDb cms, SchedulerDb scheduler)
{
    private static readonly IReadOnlyList<Step> All =
    [
        new("invite", Scopes.Admin, "/admin/people", ["account.invite", "account.create"]),
        new("channel", Scopes.Admin, "/admin/channels", ["channel.put", "channel.test"]),
        new("site", Scopes.Admin, "/admin/settings/site", ["site.put"]),
        new("write", Scopes.Write, "/admin/items/new", ["item.create"]),
        new("submit", Scopes.Write, "/admin/items?state=draft", ["item.submit"]),
        new("review", Scopes.Approve, "/admin/approvals", ["item.approve", "item.return"]),
        new("release", Scopes.Publish, "/admin/releases/new", ["release.create"]),
        new("arm", Scopes.Publish, "/admin/releases?state=draft", ["release.arm", "release.armed"]),
        new("broadcast", Scopes.Operate, null, ["receipt.record"]),
        new("notice", Scopes.Preview, "/admin/notices", ["notice.read", "notice.see"]),
        new("safe", null, "/admin/me", ["account.secondFactorOn", "account.passkeyAdd"]),
    ];

    /// <summary>The steps of a person; none for who is done with all, or chose not to see them.</summary>
    public async Task<IReadOnlyList<ShownStep>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Kind != ActorKind.User || await cms.Set<PersonChoice>().AnyAsync(choice => choice.Person == actor.Id && choice.Choice == DeskChoice.FirstStepsDone, cancellationToken))
            return [];
        var own = All.Where(step => IsFor(step, actor)).ToList();
        var wanted = own.SelectMany(step => step.Actions).ToList();
        var did = (await scheduler.Set<AuditEntry>().Where(entry => entry.ActorId == actor.Id && wanted.Contains(entry.Action)).Select(entry => entry.Action).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var steps = own.ConvertAll(step => new ShownStep(step.Name, step.Href, step.Actions.Any(did.Contains)));
        return steps.TrueForAll(step => step.IsDone) ? [] : steps;
    }

    // an administrator may do everything, and begins with what only they can do
    private static bool IsFor(Step step, Actor actor) =>
        step.Scope is null || (actor.May(Scopes.Admin) ? step.Scope is Scopes.Admin or Scopes.Preview : actor.May(step.Scope) && (step.Scope != Scopes.Preview || !actor.May(Scopes.Write)));

    private sealed record Step(string Name, string? Scope, string? Href, IReadOnlyList<string> Actions);
}

/// <summary>A first step as it is shown.</summary>
/// <param name="Name">Its text is <c>steps.{Name}</c>.</param>
/// <param name="Href">Where it is done; null where it is not done at the desk.</param>
/// <param name="IsDone">Whether the person did it.</param>
public sealed record ShownStep(string Name, string? Href, bool IsDone);

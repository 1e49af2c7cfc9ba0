using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Releases;

/// <summary>An edit that is let in must also be out in time.</summary>
public sealed class ClosingMarginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase(-500, null), OnEveryDatabase(-499, "tooLate")]
    public async Task Edit_that_is_written_after_the_door_closed_is_undone(DatabaseProvider provider, int milliseconds, string? code)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        host.Gateway.OnPublish = () => host.Clock.TurnTo(A.Seven.AddMilliseconds(milliseconds));

        var outcome = await host.InScopeAsync((RescheduleRelease verb) => verb.ExecuteAsync(armed.Id, new(A.Seven.AddHours(1)), Actor.System, Token));

        Assert.Equal(code, outcome.Problem?.Code);
        Assert.Equal(code is null ? A.Seven.AddHours(1) : A.Seven, (await host.ReleaseAsync(armed.Id)).At);
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_that_waits_for_somebody_else_past_the_door_is_tooLate(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], []);
        host.Clock.TurnTo(A.Seven.AddMilliseconds(-600));
        var holds = new TaskCompletionSource();
        var letGo = new TaskCompletionSource();
        var other = host.InScopeAsync((Locker locker) => locker.HoldAsync(armed.Id, holds, letGo.Task));
        await holds.Task;

        var edit = host.InScopeAsync((CancelRelease verb) => verb.ExecuteAsync(armed.Id, null, Actor.System, Token));
        if (provider == DatabaseProvider.Sqlite)
        {
            host.Clock.TurnTo(A.Seven.AddMilliseconds(-500));
            letGo.SetResult();
        }

        // PostgreSQL itself ends the wait, although the other one holds on
        var outcome = await edit;
        letGo.TrySetResult();
        await other;

        Assert.Equal((409, "tooLate"), (outcome.Problem?.Status, outcome.Problem?.Code));
        Assert.Equal(ReleaseState.Armed, (await host.ReleaseAsync(armed.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Work_of_a_node_that_froze_is_cut_off_by_PostgreSQL(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var draft = await host.DraftAsync(A.Seven, [], []);

        var ended = await host.InScopeAsync(async (Locker locker) => await locker.FreezeAsync(draft.Id));

        Assert.Equal(provider == DatabaseProvider.PostgreSql, ended);
        Assert.Equal(ended ? "Đợt phát" : "Đổi", (await host.ReleaseAsync(draft.Id)).Name);
    }
}

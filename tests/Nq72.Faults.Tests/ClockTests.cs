using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests;

/// <summary>The source of time steps by an hour: nothing is visible or sent early, and what is due meanwhile is on time.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase(1), OnEveryDatabase(-1)]
    public async Task A_clock_that_steps_an_hour_moves_no_instant(DatabaseProvider provider, int hours)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        var machine = new SteppedMachine(CmsTemplate.Start.AddHours(2));
        var clock = new AnchoredClock(machine);
        var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var host = await CmsHost.StartAsync(database.Options, clock, Token, database, "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8");
        // what starting anchors on is the machine that runs the tests
        clock.Anchor(machine.GetUtcNow());
        (await host.Admin.PutAsync("api/v1/manage/channels/bao", new { format = "portal", transport = "webhook", destinations = new[] { new { key = "d1", url = $"{receiver.Url}d1" } } }, Token)).ExpectSuccess();
        var at = machine.Truth.AddMinutes(9);
        var (soon, later) = (await ArmAsync(host, at), await ArmAsync(host, at.AddMinutes(20)));

        machine.Wrong = TimeSpan.FromHours(hours);
        while (machine.Truth < at - Second)
        {
            machine.Advance(Second);
            Assert.False(clock.Observe(machine.GetUtcNow()), "A clock that stepped was believed.");
        }

        await host.DrainAsync();
        Assert.NotNull(clock.Suspicion);
        Assert.Empty(receiver.Requests);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Public.GetAsync($"api/v1/items/{soon}", Token)).Status);

        machine.Advance(Second);
        await host.DrainAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.Public.GetAsync($"api/v1/items/{soon}", Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Public.GetAsync($"api/v1/items/{later}", Token)).Status);
        Assert.Single(receiver.Requests);
    }

    private static async Task<string> ArmAsync(CmsHost host, DateTimeOffset at)
    {
        var item = await host.Admin.CreateApprovedAsync("Slogan", $"Khẩu hiệu của {at:O}", Token);
        var release = await Installation.DraftAsync(host.Admin, [item.Id], at, "bao");
        (await host.Admin.PostAsync($"api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
        return item.Id;
    }
}

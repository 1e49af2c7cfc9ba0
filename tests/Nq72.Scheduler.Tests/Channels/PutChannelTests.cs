using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Channels;

public sealed class PutChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Put_makes_a_secret_and_shows_it_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var first = await host.WebhookAsync("bao", new Uri("http://127.0.0.1:9/"));
        var second = await host.WebhookAsync("bao", new Uri("http://127.0.0.1:9/"));

        Assert.True(DestinationSecrets.IsValid(first.Destinations[0].Secret));
        Assert.Null(second.Destinations[0].Secret);
        Assert.Equal(1, second.Destinations[0].Secrets);
        var row = await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<Destination>().Single()));
        Assert.DoesNotContain("whsec_", Assert.Single(row.Secrets), StringComparison.Ordinal);
        Assert.Equal(1, await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<Channel>().Single().Revision)));
    }

    [Theory, OnEveryDatabase]
    public async Task Put_a_private_address_says_so_at_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var problem = await PutAsync(host, new DestinationInput("a", Url: "http://10.0.0.5/"), new DestinationInput("b", Url: "http://169.254.169.254/"), new DestinationInput("c", Url: "ftp://x/"));

        Assert.Equal([("destinations[0].url", "privateAddress"), ("destinations[1].url", "privateAddress"), ("destinations[2].url", "url")], problem.Errors.OrderBy(error => error.Field, StringComparer.Ordinal).Select(error => (error.Field, error.Code)));
    }

    [Theory, OnEveryDatabase]
    public async Task Write_within_another_work_asks_no_name_server(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var input = new ChannelInput("ninjs", TransportKind.Webhook, [new("a", Url: "http://10.0.0.5/")]);

        var looked = await host.InScopeAsync((PutChannel verb) => verb.LookUpAsync(input, Token));
        var written = await host.DoAsync((PutChannel verb) => verb.WriteAsync("kenh", input, Actor.System, Token));

        Assert.Equal("privateAddress", Assert.Single(looked!.Errors).Code);
        Assert.Equal("http://10.0.0.5/", written.Destinations[0].Url);
    }

    [Theory, OnEveryDatabase]
    public async Task Put_makes_a_new_secret_when_the_old_one_opens_no_more(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", new Uri("http://127.0.0.1:9/"));
        await host.InScopeAsync(async (SchedulerDb db) =>
        {
            db.Set<Destination>().Single().Secrets = ["sealed by a key that was lost"];
            return await db.SaveChangesAsync(Token);
        });

        var saved = await host.WebhookAsync("bao", new Uri("http://127.0.0.1:9/"));

        Assert.True(DestinationSecrets.IsValid(saved.Destinations[0].Secret));
    }

    [Theory, OnEveryDatabase]
    public async Task Put_tells_everything_that_is_wrong(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var problem = await host.FailAsync((PutChannel verb) => verb.ExecuteAsync(
            "x/../y", new("rss", null, [new("a", Secret: "password"), new("a"), new("../b")], Lead: TimeSpan.FromDays(-1), Limits: new(0, 0, 99)), Actor.System, Token));

        Assert.Equal(
            ["destinations[0].secret", "destinations[1].key", "destinations[2].key", "format", "lead", "limits.concurrency", "limits.perMinute", "limits.timeoutSeconds", "name", "transport"],
            problem.Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task State_without_an_address_is_notConfigured(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var missing = await SaveAsync(host, TransportKind.Webhook, new DestinationInput("toa-soan"));
        var none = await SaveAsync(host, TransportKind.FileDrop);
        var pull = await SaveAsync(host, TransportKind.Pull);

        Assert.Equal((ChannelState.NotConfigured, DestinationState.NotConfigured), (missing.State, missing.Destinations[0].State));
        Assert.Equal(ChannelState.NotConfigured, none.State);
        Assert.Equal(ChannelState.Ok, pull.State);
    }

    [Theory, OnEveryDatabase]
    public async Task Probe_connects_and_never_posts(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.WebhookAsync("hong", new Uri($"http://127.0.0.1:{FreePort.Next()}/"));
        await host.FileDropAsync("loa");

        var good = await host.DoAsync((ProbeChannel verb) => verb.ExecuteAsync("bao", Token));
        var bad = await host.DoAsync((ProbeChannel verb) => verb.ExecuteAsync("hong", Token));
        var files = await host.DoAsync((ProbeChannel verb) => verb.ExecuteAsync("loa", Token));

        Assert.True(good.Ok);
        Assert.All(receiver.Requests, request => Assert.Equal("HEAD", request.Method));
        Assert.Equal((false, DeliveryCode.ConnectionFailed), (bad.Ok, bad.Destinations[0].Code));
        Assert.True(files.Ok);
    }

    private static Task<ChannelView> SaveAsync(SchedulerHost host, TransportKind transport, params DestinationInput[] destinations) =>
        host.DoAsync((PutChannel verb) => verb.ExecuteAsync("kenh", new("ninjs", transport, destinations), Actor.System, Token));

    private static Task<Problem> PutAsync(SchedulerHost host, params DestinationInput[] destinations) =>
        host.FailAsync((PutChannel verb) => verb.ExecuteAsync("kenh", new("ninjs", TransportKind.Webhook, destinations), Actor.System, Token));
}

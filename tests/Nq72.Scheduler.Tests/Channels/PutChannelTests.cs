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

    [Theory, OnEveryDatabase]
    public async Task Rotate_signs_with_both_until_it_is_finished(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        var old = (await host.WebhookAsync("bao", receiver.Url)).Destinations[0].Secret!;

        var begun = (await RotateAsync(SecretRotation.Begin)).Destinations[0];
        var both = await SignaturesAsync();
        var again = await host.FailAsync((PutChannel verb) => verb.ExecuteAsync("bao", Rotating(SecretRotation.Begin), Actor.System, Token));
        var finished = (await RotateAsync(SecretRotation.Finish)).Destinations[0];
        var one = await SignaturesAsync();

        Assert.Equal((2, 1), (begun.Secrets, finished.Secrets));
        Assert.Equal(both.Expected([begun.Secret!, old]), both.Signature);
        Assert.Equal(one.Expected([begun.Secret!]), one.Signature);
        Assert.Equal((409, "rotating"), (again.Status, again.Code));

        ChannelInput Rotating(SecretRotation step) => new("ninjs", TransportKind.Webhook, [new("d1", Url: new Uri(receiver.Url, "bao/d1").AbsoluteUri, Rotate: step)]);

        Task<ChannelView> RotateAsync(SecretRotation step) => host.DoAsync((PutChannel verb) => verb.ExecuteAsync("bao", Rotating(step), Actor.System, Token));

        async Task<(string Signature, Func<string[], string> Expected)> SignaturesAsync()
        {
            await host.DoAsync((TestChannel verb) => verb.ExecuteAsync("bao", new(), Actor.System, Token));
            var push = receiver.Requests[^1];
            return (push.Header("webhook-signature"), secrets => WebhookSignature.Sign(push.Header("webhook-id"), push.Header("webhook-timestamp"), push.Body.Span, secrets));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Test_sends_a_marked_push_that_is_no_delivery(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2);
        await host.FileDropAsync("loa");
        await SaveAsync(host, TransportKind.Pull);
        receiver.Answer(request => new(request.Path == "/bao/d2" ? 401 : 200));

        var all = await host.DoAsync((TestChannel verb) => verb.ExecuteAsync("bao", new(), Actor.System, Token));
        var one = await host.DoAsync((TestChannel verb) => verb.ExecuteAsync("bao", new("d1"), Actor.System, Token));
        var files = await host.DoAsync((TestChannel verb) => verb.ExecuteAsync("loa", new(), Actor.System, Token));
        var pull = await host.FailAsync((TestChannel verb) => verb.ExecuteAsync("kenh", new(), Actor.System, Token));
        var none = await host.FailAsync((TestChannel verb) => verb.ExecuteAsync("bao", new("d9"), Actor.System, Token));

        Assert.Equal((false, true, true), (all.Ok, one.Ok, files.Ok));
        Assert.Equal([(true, null, 200), (false, DeliveryCode.ClientError, 401)], all.Destinations.Select(test => (test.Ok, test.Code, test.Status)));
        Assert.Equal(((409, "nothingToSend"), 404), ((pull.Status, pull.Code), none.Status));
        Assert.Equal(3, receiver.Requests.Select(push => push.Header("webhook-id")).Distinct().Count());
        Assert.All(receiver.Requests, push =>
        {
            Assert.Equal(("POST", "test", true), (push.Method, push.Header("Nq72-Operation"), push.Json.GetProperty("test").GetBoolean()));
            Assert.False(push.Headers.ContainsKey("Nq72-Delivery"));
        });
        Assert.StartsWith("test-", Path.GetFileName(Directory.EnumerateFiles(Path.Combine(host.Database.DataDirectory, "outgoing"), "*", SearchOption.AllDirectories).Single()), StringComparison.Ordinal);
        Assert.Empty(await host.DeliveriesAsync());
        Assert.Equal([DestinationState.Ok, DestinationState.Unprobed], (await host.DoAsync((ChannelQueries queries) => queries.GetAsync("bao", Token))).Destinations.Select(destination => destination.State));
    }

    private static Task<ChannelView> SaveAsync(SchedulerHost host, TransportKind transport, params DestinationInput[] destinations) =>
        host.DoAsync((PutChannel verb) => verb.ExecuteAsync("kenh", new("ninjs", transport, destinations), Actor.System, Token));

    private static Task<Problem> PutAsync(SchedulerHost host, params DestinationInput[] destinations) =>
        host.FailAsync((PutChannel verb) => verb.ExecuteAsync("kenh", new("ninjs", TransportKind.Webhook, destinations), Actor.System, Token));
}

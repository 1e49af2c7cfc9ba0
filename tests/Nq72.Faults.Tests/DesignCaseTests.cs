using Nq72.Cms.Tests.Support;
using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests;

/// <summary>Cases in which timeline and deliveries must go the same way: each was got wrong by a simpler design.</summary>
public sealed class DesignCaseTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase("cancel"), OnEveryDatabase("disarm")]
    public async Task Withdrawing_a_release_gives_back_what_it_cut(DatabaseProvider provider, string verb)
    {
        await using var host = await StartAsync(provider);
        var item = await host.Admin.CreateApprovedAsync("Slogan", "Khẩu hiệu", Token);
        var until = host.Now.AddHours(5);
        await host.Admin.PublishAsync(item.Id, Token, from: host.Now.AddHours(1), until: until);
        var second = await NewVersionAsync(host, item.Id);
        var at = host.Now.AddHours(2);
        var release = await ArmAsync(host, item.Id, at);
        Assert.Equal(second, await VersionAsync(host, item.Id, at));

        (await host.Admin.PostAsync($"api/v1/manage/releases/{release}/{verb}", null, Token)).ExpectSuccess();

        Assert.Equal([item.Version, item.Version, null], [await VersionAsync(host, item.Id, at), await VersionAsync(host, item.Id, until.AddMicroseconds(-1)), await VersionAsync(host, item.Id, until)]);
        host.Clock.TurnTo(at);
        await host.DrainAsync();
        Assert.Empty(receiver.Requests);
    }

    [Theory, OnEveryDatabase]
    public async Task An_urgent_correction_goes_out_now_and_the_armed_release_at_its_instant(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var item = await host.Admin.CreateApprovedAsync("Slogan", "Khẩu hiệu", Token);
        await ArmAsync(host, item.Id, host.Now.AddMinutes(1));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        var at = host.Now.AddHours(2);
        var ahead = await NewVersionAsync(host, item.Id);
        await ArmAsync(host, item.Id, at);
        var urgent = await NewVersionAsync(host, item.Id);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        // it must be said what becomes of the interval ahead, and a release's is not changed behind its back
        Assert.Equal("futureInterval", (await host.Admin.PostAsync($"api/v1/manage/items/{item.Id}/publish", new { correction = "Đính chính." }, Token)).Code);
        Assert.Equal("armedRelease", (await host.Admin.PostAsync($"api/v1/manage/items/{item.Id}/publish", new { correction = "Đính chính.", future = "withdraw" }, Token)).Code);
        await host.Admin.PublishAsync(item.Id, Token, correction: "Đính chính.", future: "keep");
        await host.DrainAsync();
        host.Clock.TurnTo(at);
        await host.DrainAsync();

        Assert.Equal([$"publish {item.Version}", $"correct {urgent}", $"publish {ahead}"], receiver.Requests.Select(Told));
    }

    [Theory, OnEveryDatabase("unpublish"), OnEveryDatabase("withdraw"), OnEveryDatabase("repin")]
    public async Task A_planned_correction_that_is_planned_no_more_is_not_sent(DatabaseProvider provider, string how)
    {
        await using var host = await StartAsync(provider);
        var item = await host.Admin.CreateApprovedAsync("Slogan", "Khẩu hiệu", Token);
        await ArmAsync(host, item.Id, host.Now.AddMinutes(1));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        var at = host.Now.AddHours(1);
        await NewVersionAsync(host, item.Id);
        await host.Admin.PublishAsync(item.Id, Token, from: at, correction: "Đính chính.");
        var third = await NewVersionAsync(host, item.Id);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        if (how == "unpublish")
            (await host.Admin.PostAsync($"api/v1/manage/items/{item.Id}/unpublish", new { at = Installation.Wire(at) }, Token)).ExpectSuccess();
        else
            await host.Admin.PublishAsync(item.Id, Token, future: how);
        host.Clock.TurnTo(at);
        await host.DrainAsync();

        string[] expected = how == "repin" ? [$"publish {item.Version}", $"correct {third}"] : [$"publish {item.Version}"];
        Assert.Equal(expected, receiver.Requests.Select(Told));
    }

    private async Task<CmsHost> StartAsync(DatabaseProvider provider)
    {
        var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8");
        (await host.Admin.PutAsync("api/v1/manage/channels/bao", new { format = "portal", transport = "webhook", destinations = new[] { new { key = "d1", url = $"{receiver.Url}d1" } } }, Token)).ExpectSuccess();
        return host;
    }

    private static async Task<int> NewVersionAsync(CmsHost host, string item)
    {
        var known = await host.Admin.GetItemAsync(item, Token);
        var version = (await host.Admin.PutAsync($"api/v1/manage/items/{item}", new { title = $"Khẩu hiệu {known.Version + 1}" }, Token, ("If-Match", known.ETag!))).ExpectSuccess().Json.GetProperty("version").GetInt32();
        await host.Admin.SubmitAsync(item, Token);
        await host.Admin.ApproveAsync(item, version, Token);
        return version;
    }

    private static async Task<string> ArmAsync(CmsHost host, string item, DateTimeOffset at)
    {
        var release = await Installation.DraftAsync(host.Admin, [item], at, "bao");
        (await host.Admin.PostAsync($"api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
        return release;
    }

    private static async Task<int?> VersionAsync(CmsHost host, string item, DateTimeOffset at)
    {
        var answer = await host.Admin.GetAsync($"api/v1/items/{item}?asOf={Installation.Wire(at)}", Token);
        return answer.Status == System.Net.HttpStatusCode.OK ? answer.Json.GetProperty("version").GetInt32() : null;
    }

    private static string Told(ReceivedRequest push) => $"{push.Header("Nq72-Operation")} {push.Json.GetProperty("item").GetProperty("version")}";
}

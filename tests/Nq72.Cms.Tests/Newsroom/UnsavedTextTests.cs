using System.Text.Json.Nodes;
using Nq72.Cms.Newsroom.Unsaved;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>What somebody typed and did not save: theirs alone, kept until it is saved, thrown away or blacked out.</summary>
public sealed class UnsavedTextTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static readonly Actor Lan = new(ActorKind.User, "lan", "Hoàng Thị Lan", Scopes.All);
    private static readonly Actor Duy = new(ActorKind.User, "duy", "Nông Văn Duy", Scopes.All);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Text_is_kept_for_its_writer_until_it_is_forgotten(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.DraftAsync(Token)).Id;

        Assert.Equal(host.Now, (await KeepAsync(host, id, 1, "một", Lan)).Value);
        await KeepAsync(host, id, 2, "hai", Lan);

        var kept = await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Lan, Token));
        Assert.Equal((2, """{"title":"hai"}""", host.Now), (kept!.Version, kept.Body, kept.TypedAt));
        Assert.Null(await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Duy, Token)));
        await ForgetAsync(host, id, Lan);
        Assert.Null(await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Lan, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Others_are_seen_for_a_minute_with_when_they_typed(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.DraftAsync(Token)).Id;

        Assert.Empty(await OthersAsync(host, id, Lan));
        Assert.Equal([(Lan.Name, null)], await OthersAsync(host, id, Duy));
        await KeepAsync(host, id, 1, "một", Duy);
        Assert.Equal([(Duy.Name, host.Now)], await OthersAsync(host, id, Lan));
        await ForgetAsync(host, id, Duy);
        Assert.Equal([(Duy.Name, null)], await OthersAsync(host, id, Lan));

        host.Clock.Advance(KeepText.Open);
        Assert.Empty(await OthersAsync(host, id, Lan));
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_that_begin_at_once_keep_one_text(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.DraftAsync(Token)).Id;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => KeepAsync(host, id, 1, $"{number}", Lan)));

        Assert.NotNull(await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Lan, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_kept_is_said(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.DraftAsync(Token)).Id;

        Assert.Equal("notFound", (await KeepAsync(host, "4000000000000000000000000z", 1, "một", Lan)).Problem?.Code);
        Assert.Equal("unsavedTooLarge", (await KeepAsync(host, id, 1, new string('x', KeepText.MostBytes), Lan)).Problem?.Code);
        Assert.Null(await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Lan, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Personal_data_that_is_blacked_out_is_in_no_unsaved_text(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.DraftAsync(Token)).Id;
        await KeepAsync(host, id, 1, "Chị Lường Thị Mẩy kể", Lan);
        await KeepAsync(host, id, 1, "Chuyện khác", Duy);

        (await host.Admin.PostAsync(Items.Manage(id, "redact"), new { texts = new[] { "Lường Thị Mẩy" }, reason = "Gia đình yêu cầu" }, Token)).ExpectSuccess();

        Assert.Null(await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Lan, Token)));
        Assert.NotNull(await host.RunAsync<KeepText, UnsavedText?>(verb => verb.FindAsync(id, Duy, Token)));
    }

    private static Task<Outcome<DateTimeOffset>> KeepAsync(CmsHost host, string id, int version, string title, Actor writer) =>
        host.RunAsync<KeepText, Outcome<DateTimeOffset>>(verb => verb.RunAsync(id, version, new JsonObject { ["title"] = title }, writer, Token));

    private static Task<int> ForgetAsync(CmsHost host, string id, Actor writer) => host.RunAsync<KeepText, int>(async verb =>
    {
        await verb.ForgetAsync(id, writer, Token);
        return 0;
    });

    private static Task<List<(string, DateTimeOffset?)>> OthersAsync(CmsHost host, string id, Actor writer) =>
        host.RunAsync<KeepText, List<(string, DateTimeOffset?)>>(async verb => (await verb.LookAsync(id, 1, writer, Token)).Value!.Select(other => (other.Name, other.TypedAt)).ToList());
}

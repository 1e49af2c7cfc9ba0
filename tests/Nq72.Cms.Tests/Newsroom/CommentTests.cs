using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Comments;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>What people say of an item to one another.</summary>
public sealed class CommentTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Comment_stands_with_its_version_until_somebody_settles_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        var first = await SayAsync(host, item.Id, "  Thiếu nguồn ở đoạn hai. ");
        await host.NextDraftAsync(item.Id, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await SayAsync(host, item.Id, "Đã thêm.");

        var settled = await host.RunAsync<CommentOnItem, Outcome<ItemComment>>(verb => verb.SettleAsync(item.Id, first.Value!.Id, People.Minh, Token));
        var again = await host.RunAsync<CommentOnItem, Outcome<ItemComment>>(verb => verb.SettleAsync(item.Id, first.Value!.Id, People.Lan, Token));
        var all = await host.RunAsync<CommentOnItem, IReadOnlyList<ItemComment>>(verb => verb.ListAsync(item.Id, Token));

        Assert.Equal("Vi Văn Minh", settled.Value!.SettledBy);
        Assert.Equal("Vi Văn Minh", again.Value!.SettledBy);
        Assert.Equal([(second.Value!.Id, 2, "Đã thêm.", false), (first.Value!.Id, 1, "Thiếu nguồn ở đoạn hai.", true)], all.Select(comment => (comment.Id, comment.Version, comment.Text, comment.SettledAt is not null)));
    }

    [Theory, OnEveryDatabase]
    public async Task Comment_that_says_nothing_or_too_much_or_of_nothing_is_refused(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);

        Assert.Equal("required", Assert.Single((await SayAsync(host, item.Id, " \n")).Problem!.Errors).Code);
        Assert.Equal("tooLong", Assert.Single((await SayAsync(host, item.Id, new string('a', ItemComment.MaxText + 1))).Problem!.Errors).Code);
        Assert.Equal("notFound", (await SayAsync(host, "khongco", "Có.")).Problem!.Code);
        Assert.Equal("notFound", (await host.RunAsync<CommentOnItem, Outcome<ItemComment>>(verb => verb.SettleAsync(item.Id, Guid.NewGuid(), People.Minh, Token))).Problem!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Personal_data_is_blacked_out_of_comments_too(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        await SayAsync(host, item.Id, "Hỏi lại bà Nông Thị Thử nhé.");

        var done = await host.RunAsync<RedactItem, Outcome<RedactItem.Result>>(verb => verb.RunAsync(item.Id, new(["Nông Thị Thử"], "Theo đề nghị"), People.Minh, Token));
        var said = Assert.Single(await host.RunAsync<CommentOnItem, IReadOnlyList<ItemComment>>(verb => verb.ListAsync(item.Id, Token)));

        Assert.True(done.Succeeded);
        Assert.DoesNotContain("Nông Thị Thử", said.Text, StringComparison.Ordinal);
        Assert.StartsWith("Hỏi lại bà", said.Text, StringComparison.Ordinal);
        Assert.Equal(1, done.Value.Places);
    }

    private static Task<Outcome<ItemComment>> SayAsync(CmsHost host, string id, string text) => host.RunAsync<CommentOnItem, Outcome<ItemComment>>(verb => verb.SayAsync(id, text, People.Lan, Token));
}

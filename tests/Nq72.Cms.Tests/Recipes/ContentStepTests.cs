using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using static Nq72.Cms.Tests.Recipes.RecipeRuns;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Items of a recipe: versions, flags, links, the timeline; and what people decided since.</summary>
public sealed class ContentStepTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Items_may_link_to_items_further_down(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var links = $$""" "Body": { "Markdown": "x" }, "Related": { "ContentItemIds": [ "{{Id('b')}}" ] } """;

        var report = await host.RunSuccessfullyAsync(Content(Article('a', '1', fields: links), Article('b', '2')), Token);

        Assert.Equal(2, report.Steps[0].Created);
        Assert.Equal(Id('b'), (await host.Public.GetAsync(Items.Delivery(Id('a')), Token)).ExpectSuccess().Json.GetProperty("fields").GetProperty("related")[0].GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task New_version_id_of_a_known_item_is_its_next_version(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.RunSuccessfullyAsync(Content(Article('c', '3')), Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var draft = await host.RunSuccessfullyAsync(Content(Article('c', '4', published: false, title: "Nháp")), Token);
        Assert.Equal((1, "Bài c"), (draft.Steps[0].Updated, await VisibleTitleAsync(host, 'c')));
        var published = await host.RunSuccessfullyAsync(Content(Article('c', '5', title: "Mới")), Token);
        Assert.Equal((1, "Mới"), (published.Steps[0].Updated, await VisibleTitleAsync(host, 'c')));
        Assert.Equal([Id('3'), Id('4'), Id('5')], await host.InDatabaseAsync(db => db.ContentVersions.Where(row => row.ItemId == Id('c')).OrderBy(row => row.Number).Select(row => row.VersionId).ToListAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Published_version_and_newest_draft_of_one_file_both_stand(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        // the draft stands first in the file; an archived version goes before both
        await host.RunSuccessfullyAsync(Content(
            Article('d', '6', published: false, title: "Nháp"), Article('d', '7', latest: false, title: "Đăng"), Article('d', '8', published: false, latest: false, title: "Cũ")), Token);

        Assert.Equal("Đăng", await VisibleTitleAsync(host, 'd'));
        var versions = await host.InDatabaseAsync(db => db.ContentVersions.Where(row => row.ItemId == Id('d')).OrderBy(row => row.Number).Select(row => new { row.Title, row.Review }).ToListAsync(Token));
        Assert.Equal([("Cũ", ReviewState.Draft), ("Đăng", ReviewState.Approved), ("Nháp", ReviewState.Draft)], versions.Select(row => (row.Title, row.Review)));
    }

    [Theory, OnEveryDatabase]
    public async Task Version_given_twice_and_lone_archived_version_are_left_out_and_told_of(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var report = await host.RunSuccessfullyAsync(Content(Article('e', '9'), Article('e', '9', title: "Hai"), Article('f', 'x', published: false, latest: false)), Token);

        Assert.Equal((1, 2), (report.Steps[0].Created, report.Steps[0].Notes.Count));
        Assert.Equal("Bài e", await VisibleTitleAsync(host, 'e'));
        Assert.False(await host.InDatabaseAsync(db => db.ContentItems.AnyAsync(row => row.Id == Id('f'), Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Known_version_with_another_text_stays_and_is_told_of(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.RunSuccessfullyAsync(Content(Article('g', 'a')), Token);

        var report = await host.RunSuccessfullyAsync(Content(Article('g', 'a', title: "Khác")), Token);

        Assert.Equal((0, 0, 1), (report.Steps[0].Created, report.Steps[0].Updated, report.Steps[0].Unchanged));
        Assert.Single(report.Steps[0].Notes);
        Assert.Equal("Bài g", await VisibleTitleAsync(host, 'g'));
    }

    [Theory, OnEveryDatabase]
    public async Task Item_without_a_version_id_is_known_by_what_it_says(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = $$""" { "ContentItemId": "{{Id('h')}}", "ContentType": "Article", "Latest": true, "Published": true, "DisplayText": "Bài", "Article": { "Body": { "Markdown": "x" } } } """;

        Assert.Equal(1, (await host.RunSuccessfullyAsync(Content(item), Token)).Steps[0].Created);
        Assert.Equal(1, (await host.RunSuccessfullyAsync(Content(item), Token)).Steps[0].Unchanged);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_and_archive_later_are_an_interval(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (from, until) = (host.Now.AddHours(2), host.Now.AddHours(3));
        var parts = $$""" "PublishLaterPart": { "ScheduledPublishUtc": "{{from:yyyy-MM-dd'T'HH:mm:ss'Z'}}" }, "ArchiveLaterPart": { "ScheduledArchiveUtc": "{{until:yyyy-MM-dd'T'HH:mm:ss'Z'}}" }, """;

        await host.RunSuccessfullyAsync(Content(Article('j', 'b', published: false, further: parts)), Token);

        var interval = await host.InDatabaseAsync(db => db.Publications.SingleAsync(row => row.ItemId == Id('j'), Token));
        Assert.Equal((from, until), (interval.VisibleFrom, interval.VisibleUntil));
        Assert.Equal(1, (await host.RunSuccessfullyAsync(Content(Article('j', 'b', published: false, further: parts)), Token)).Steps[0].Unchanged);
    }

    [Theory, OnEveryDatabase]
    public async Task Past_instants_publish_nothing(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var report = await host.RunSuccessfullyAsync(Content(
            Article('k', 'c', published: false, further: """ "PublishLaterPart": { "ScheduledPublishUtc": "2020-04-07T00:00:00Z" }, """),
            Article('m', 'd', further: """ "ArchiveLaterPart": { "ScheduledArchiveUtc": "2020-04-07T00:00:00Z" }, """)), Token);

        Assert.Equal(2, report.Steps[0].Notes.Count);
        Assert.False(await host.InDatabaseAsync(db => db.Publications.AnyAsync(row => row.ItemId == Id('k') || row.ItemId == Id('m'), Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task What_people_decided_since_stands(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var recipe = Content(Article('n', 'e'), Article('p', 'f'), Article('q', 'g', published: false));
        await host.RunSuccessfullyAsync(recipe, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Admin.RetractAsync(Id('n'), "Sai nguồn", Token);
        (await host.Admin.PostAsync(Items.Manage(Id('p'), "unpublish"), new { }, Token)).ExpectSuccess();
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(Id('q')), null, Token)).ExpectSuccess();

        var report = await host.RunSuccessfullyAsync(recipe, Token);

        Assert.Equal((0, 0), (report.Steps[0].Created, report.Steps[0].Updated));
        Assert.False(await host.InDatabaseAsync(db => db.Publications.VisibleAt(host.Now).AnyAsync(row => row.ItemId == Id('n') || row.ItemId == Id('p'), Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_that_was_cut_off_before_publishing_goes_on(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        // as far as a run comes that dies after its drafts
        await host.RunSuccessfullyAsync(Content(Article('r', 'h', published: false)), Token);

        var report = await host.RunSuccessfullyAsync(Content(Article('r', 'h')), Token);

        Assert.Equal(1, report.Steps[0].Updated);
        Assert.Equal("Bài r", await VisibleTitleAsync(host, 'r'));
    }

    private static async Task<string?> VisibleTitleAsync(CmsHost host, char id) =>
        (await host.Public.GetAsync(Items.Delivery(Id(id)), Token)).ExpectSuccess().Json.GetProperty("title").GetString();
}

using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>What a version says is read and rendered once, and still never wrong.</summary>
public sealed class FragmentShelfTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Version_is_read_once_for_all_answers(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        await using var scope = host.Services.CreateAsyncScope();
        var types = await scope.ServiceProvider.GetRequiredService<ContentTypeCatalog>().GetAsync(Token);
        var head = (await scope.ServiceProvider.GetRequiredService<VisibleItems>().FindHeadAsync(item.Id, host.Now, Token))!;
        using var shelf = new FragmentShelf(host.Services.GetRequiredService<InstallationOptions>());
        var first = await shelf.GetAsync(scope.ServiceProvider.GetRequiredService<VisibleItems>(), types, [head], Token);

        // without a database
        var second = await shelf.GetAsync(null!, types, [head, head], Token);

        Assert.All(second, fragments => Assert.Same(first[0], fragments));
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_from_the_shelf_is_byte_for_byte_the_answer_without_it(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var warm = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        var item = await warm.Admin.CreateApprovedAsync("Article", "Bài <b> & \"thử\"", Token, fields: new
        {
            body = "# Đầu đề\n\nChữ **đậm** <script>x</script> và [liên kết](https://a.vn).", lead = "Dẫn", box = "<p onclick='x'>Hộp</p>", count = 1.50, urgent = true, signedOn = "2027-01-02",
            claims = new object[] { new { text = "95%", source = "Sở Y tế", verified = true } },
        });
        await warm.Admin.PublishAsync(item.Id, Token);
        foreach (var path in new[] { Items.Delivery(item.Id), "/api/v1/items", "/api/v1/items?fields=title,fields.count,html", "/api/v1/items?fields=fields" })
            (await warm.Public.GetAsync(path, Token)).ExpectSuccess();
        await warm.PublishedAsync(Token);

        await using var cold = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        foreach (var path in new[] { Items.Delivery(item.Id), "/api/v1/items", "/api/v1/items?fields=title,fields.count,html", "/api/v1/items?fields=fields" })
            Assert.Equal((await cold.Public.GetAsync(path, Token)).Text, (await warm.Public.GetAsync(path, Token)).Text);
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_follows_another_definition_of_the_type(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await DefineAsync(host, FieldKind.Text);
        var item = await host.Admin.CreatePublishedAsync("Poem", Items.Title(), Token, fields: new { text = "*một*" });
        Assert.Equal("{}", await HtmlAsync());

        await DefineAsync(host, FieldKind.Markdown);

        Assert.Equal("""{"text":"<p><em>một</em></p>"}""", await HtmlAsync());

        async Task<string> HtmlAsync() => (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("html").GetRawText();
    }

    private static async Task DefineAsync(CmsHost host, FieldKind kind)
    {
        var defined = await host.RunAsync<DefineContentTypes, Outcome<int>>(verb => verb.RunAsync(
            [new("Poem", "Thơ", "", [new AttachedPart("Poem", "Poem", [])], [])],
            [new("Poem", [new ContentFieldDefinition { Name = "Text", Key = "text", Kind = kind, DisplayName = "Text" }], [])], Actor.System, Token));
        Assert.True(defined.Succeeded);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Search;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>Personal data that is blacked out of what an item said before.</summary>
public sealed class RedactionTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static int count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Redaction_leaves_the_text_nowhere_in_the_database(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = Name();
        var item = await host.Admin.CreateItemAsync("Article", $"Câu chuyện của {name}", Token, fields: new { body = $"Ông {name.ToUpperInvariant()}\nkể: gọi **0912 345 678**." },
            further: new Dictionary<string, object?> { ["summary"] = $"Gặp {name}", ["tags"] = new[] { name, "tiêm chủng" } });
        await host.Admin.SubmitAsync(item.Id, Token);
        (await host.Admin.PostAsync(Items.Manage(item.Id, "return"), new { reason = $"Hỏi lại {name}" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync(Items.Manage(item.Id), new { title = "Câu chuyện của một người bệnh", slug = $"nguoi-benh-{Items.Title().Split(' ')[^1]}", summary = "", tags = Array.Empty<string>(), fields = Items.Complete }, Token, ("If-Match", "*"))).ExpectSuccess();

        var done = (await RedactAsync(host, item.Id, name, "0912 345 678")).ExpectSuccess().Json;

        Assert.Equal([1], Numbers(done.GetProperty("versions")));
        foreach (var text in new[] { name, name.ToUpperInvariant(), "0912", FoldedText.Fold(name), FoldedText.Slug(name) })
            Assert.Equal("", await WhereAsync(host, item.Id, text));
        var old = (await host.Admin.GetAsync(Items.Manage(item.Id, "versions/1"), Token)).ExpectSuccess().Json;
        Assert.Equal($"Câu chuyện của {Redaction.Mark}", old.GetProperty("title").GetString());
        Assert.Equal($"Ông {Redaction.Mark}\nkể: gọi **{Redaction.Mark}**.", old.GetProperty("fields").GetProperty("body").GetString());
        Assert.Equal([Redaction.Mark, "tiêm chủng"], old.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.NotEqual(JsonValueKind.Null, (await host.Admin.GetAsync(Items.Manage(item.Id, "versions"), Token)).Json.GetProperty("items")[1].GetProperty("redactedAt").ValueKind);
        // what was done is known, what it was is not
        var entry = await host.RunAsync<SchedulerDb, string?>(db => db.Set<AuditEntry>().Where(row => row.SubjectId == item.Id && row.Action == "item.redact").Select(row => row.Detail).SingleAsync(Token));
        Assert.Contains("Theo đề nghị", entry!, StringComparison.Ordinal);
        Assert.Equal(0, (await RedactAsync(host, item.Id, name)).ExpectSuccess().Json.GetProperty("places").GetInt32());
    }

    [Theory, OnEveryDatabase]
    public async Task Redaction_waits_until_nothing_that_is_in_use_says_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = Name();
        var item = await host.Admin.CreatePublishedAsync("Article", $"Gương sáng {name}", Token, fields: Items.Complete);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await StillSaidAsync();
        var clean = await NextAsync(host, item.Id);
        await StillSaidAsync();
        await PublishAsync(host, item.Id, clean, $"Bỏ tên {name} theo đề nghị.");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await RedactAsync(host, item.Id, name)).ExpectSuccess();

        Assert.Equal("", await WhereAsync(host, item.Id, name));
        var shown = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess();
        Assert.DoesNotContain(name, shown.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Bỏ tên {Redaction.Mark}", shown.Text, StringComparison.Ordinal);
        // it was approved as another text
        Assert.Equal("returned", (await host.Admin.GetAsync(Items.Manage(item.Id, "versions/1"), Token)).Json.GetProperty("review").GetString());
        (await host.Admin.PostAsync(Items.Manage(item.Id, "publish"), new { version = 1 }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notApproved");

        async Task StillSaidAsync()
        {
            var refused = (await RedactAsync(host, item.Id, name)).ExpectProblem(HttpStatusCode.Conflict, "stillSaid");
            Assert.Equal([1], Numbers(refused.Json.GetProperty("versions")));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Redaction_is_seen_at_once_where_the_old_version_was_looked_at(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = Name();
        var item = await host.Admin.CreatePublishedAsync("Article", $"Chuyện {name}", Token, fields: new { body = $"Ông {name}." });
        var address = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Json.GetProperty("slug").GetString();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = host.Now;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await CorrectAsync(host, item.Id);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = $"{Items.Delivery(item.Id)}?asOf={then.ToWire()}";
        Assert.Contains(name, (await host.Client(Scopes.Preview).GetAsync(before, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        (await host.Public.GetAsync($"/api/v1/items/Article/{address}", Token)).Expect(HttpStatusCode.MovedPermanently);

        (await RedactAsync(host, item.Id, name)).ExpectSuccess();

        Assert.DoesNotContain(name, (await host.Client(Scopes.Preview).GetAsync(before, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        (await host.Public.GetAsync($"/api/v1/items/Article/{address}", Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Redaction_keeps_search_whole(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (name, word) = (Name(), $"hiếm{Interlocked.Increment(ref count)}");
        var item = await host.Admin.CreatePublishedAsync("Article", $"Chuyện {word} {name}", Token, fields: Items.Complete);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = host.Now;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await CorrectAsync(host, item.Id);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await FoundAsync(name));

        (await RedactAsync(host, item.Id, name)).ExpectSuccess();

        Assert.Equal(0, await FoundAsync(name));
        Assert.Equal(1, await FoundAsync(word));

        async Task<int> FoundAsync(string words) => (await host.Client(Scopes.Preview).GetAsync($"/api/v1/items?q={Uri.EscapeDataString($"\"{words}\"")}&asOf={then.ToWire()}", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength();
    }

    [Theory, OnEveryDatabase]
    public async Task Redaction_empties_the_copies_that_were_sent_and_the_chain_holds(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var name = Name();
        (await host.Admin.PutAsync("/api/v1/manage/channels/tep", new { format = "portal", transport = "fileDrop", destinations = new[] { new { key = "a" } } }, Token)).ExpectSuccess();
        var item = await host.Admin.CreateApprovedAsync("Article", $"Chuyện {name}", Token, fields: Items.Complete);
        await host.ArmedAsync(host.Now.AddMinutes(5), Token, new { id = item.Id, channels = new[] { "tep" } });
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await host.DeliverAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await CorrectAsync(host, item.Id);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        var sent = await host.RunAsync<SchedulerDb, Delivery>(db => db.Set<Delivery>().AsNoTracking().SingleAsync(delivery => delivery.ItemId == item.Id && delivery.Version == 1, Token));
        var before = await PayloadAsync(host, sent);
        Assert.Contains(name, Encoding.UTF8.GetString(before.Bytes), StringComparison.Ordinal);

        await StandAsync(DeliveryState.Retrying);
        (await RedactAsync(host, item.Id, name)).ExpectProblem(HttpStatusCode.Conflict, "onTheWay");
        await StandAsync(DeliveryState.Failed);

        var done = (await RedactAsync(host, item.Id, name)).ExpectSuccess().Json;

        Assert.Equal(["tep/a"], done.GetProperty("sentTo").EnumerateArray().Select(receiver => receiver.GetString()));
        Assert.Equal(1, done.GetProperty("payloads").GetInt32());
        var after = await PayloadAsync(host, sent);
        Assert.Equal((0, before.Hash), (after.Bytes.Length, after.Hash));
        Assert.NotNull(after.RedactedAt);
        Assert.Null((await host.RunAsync<VerifyLedger, LedgerReport>(verb => verb.ExecuteAsync(Token))).Fault);
        (await host.Admin.PostAsync($"/api/v1/manage/deliveries/{sent.Id}/retry", null, Token)).ExpectProblem(HttpStatusCode.Conflict, "redacted");
        Assert.Equal(0, (await host.Admin.PostAsync("/api/v1/manage/deliveries/retry", new { filter = new { channel = "tep" } }, Token)).ExpectSuccess().Json.GetProperty("retried").GetInt32());

        Task<int> StandAsync(DeliveryState state) =>
            host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(delivery => delivery.Id == sent.Id).ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, state), Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Redaction_of_an_item_in_the_trash_takes_all_of_it_and_tells_of_others(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = Name();
        var (item, other) = (await host.Admin.CreateItemAsync("Article", $"Chuyện {name}", Token, fields: Items.Complete), await host.Admin.CreateItemAsync("Article", $"Lại nhắc {name.ToUpperInvariant()}", Token, fields: Items.Complete));
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).Expect(HttpStatusCode.NoContent);

        var done = (await RedactAsync(host, item.Id, name)).ExpectSuccess().Json;

        Assert.Equal("", await WhereAsync(host, item.Id, name));
        Assert.Equal([other.Id], done.GetProperty("elsewhere").EnumerateArray().Select(id => id.GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Redaction_that_cannot_be_done_says_why(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);

        (await RedactAsync(host, item.Id)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "texts");
        (await RedactAsync(host, item.Id, "A")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "length");
        (await RedactAsync(host, item.Id, "?!")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "noWord");
        (await RedactAsync(host, item.Id, "đề nghị")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "reasonSaysIt");
        (await host.Admin.PostAsync(Items.Manage(item.Id, "redact"), new { texts = new[] { "Nguyễn Văn A" } }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");
        (await RedactAsync(host, new string('0', 26), "Nguyễn Văn A")).Expect(HttpStatusCode.NotFound);
        (await host.Client(Scopes.Approve).PostAsync(Items.Manage(item.Id, "redact"), new { texts = new[] { "Nguyễn Văn A" }, reason = "x" }, Token)).Expect(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("An", "Ban hành cho ông An.", "Ban hành cho ông █████.")]
    [InlineData("0912 345", "0912  345, 0912 3456, 10912 345", "█████, 0912 3456, 10912 345")]
    [InlineData("nguyễn văn a", "NGUYỄN VĂN A và Nguyễn Văn An", "█████ và Nguyễn Văn An")]
    [InlineData("Lan", "Cô Lan (Lan?), “Lan”.", "Cô █████ (█████?), “█████”.")]
    [InlineData("a.b*", "a.b* axb", "█████ axb")]
    public void Redaction_finds_whole_words_whatever_their_capitals(string text, string before, string after) =>
        Assert.Equal(after, Redaction.Read([text], "vì").Value!.Of(before));

    private static string Name() => $"Hoàng Văn Thử{(char)('a' + (Interlocked.Increment(ref count) % 26))}{(char)('a' + (count / 26 % 26))}";

    private static Task<CmsAnswer> RedactAsync(CmsHost host, string id, params string[] texts) => host.Admin.PostAsync(Items.Manage(id, "redact"), new { texts, reason = "Theo đề nghị của gia đình" }, Token);

    private static int[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];

    private static async Task<int> NextAsync(CmsHost host, string id)
    {
        (await host.Admin.PutAsync(Items.Manage(id), new { title = Items.Title("Chuyện một người bệnh"), slug = FoldedText.Slug(Items.Title("nguoi benh")), fields = Items.Complete }, Token, ("If-Match", "*"))).ExpectSuccess();
        await host.Admin.SubmitAsync(id, Token);
        var version = (await host.Admin.GetItemAsync(id, Token)).Version;
        await host.Admin.ApproveAsync(id, version, Token);
        return version;
    }

    private static async Task CorrectAsync(CmsHost host, string id) => await PublishAsync(host, id, await NextAsync(host, id), "Bỏ tên người bệnh.");

    private static async Task PublishAsync(CmsHost host, string id, int version, string correction) =>
        (await host.Admin.PostAsync(Items.Manage(id, "publish"), new { version, correction }, Token)).ExpectSuccess();

    private static Task<DeliveryPayload> PayloadAsync(CmsHost host, Delivery delivery) =>
        host.RunAsync<SchedulerDb, DeliveryPayload>(db => db.Set<DeliveryPayload>().AsNoTracking().SingleAsync(payload => payload.Id == delivery.PayloadId, Token));

    // every table that an item's words can be in
    private static async Task<string> WhereAsync(CmsHost host, string item, string text)
    {
        var found = new List<string>();
        var rows = await host.InDatabaseAsync(async db =>
        {
            var versions = await db.ContentVersions.AsNoTracking().Where(row => row.ItemId == item).ToListAsync(Token);
            var facets = await db.VersionFacets.AsNoTracking().Where(row => row.ItemId == item).ToListAsync(Token);
            var searched = await db.Set<SearchText>().AsNoTracking().Where(row => row.ItemId == item).ToListAsync(Token);
            var notes = await db.Publications.AsNoTracking().Where(row => row.ItemId == item).ToListAsync(Token);
            var slugs = await db.SlugOwners.AsNoTracking().Where(row => row.ItemId == item).ToListAsync(Token);
            return versions.Select(row => ("version", JsonSerializer.Serialize(row, Relaxed))).Concat(facets.Select(row => ("facet", row.Value))).Concat(searched.Select(row => ("search", JsonSerializer.Serialize(row, Relaxed))))
                .Concat(notes.Select(row => ("note", $"{row.CorrectionNote} {row.RetractedReason}"))).Concat(slugs.Select(row => ("slug", row.Slug))).ToList();
        });
        rows.AddRange((await host.RunAsync<SchedulerDb, List<string?>>(db => db.Set<AuditEntry>().Where(row => row.SubjectId == item).Select(row => row.Detail).ToListAsync(Token))).Select(detail => ("audit", detail ?? "")));
        found.AddRange(rows.Where(row => row.Item2.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(row => row.Item1));
        return string.Join(' ', found.Distinct());
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

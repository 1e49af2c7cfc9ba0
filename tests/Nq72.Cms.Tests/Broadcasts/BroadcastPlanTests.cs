using System.Globalization;
using System.Net;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Broadcasts;

/// <summary>From a release to a commune's morning: planned, read, told, taken back.</summary>
public sealed class BroadcastPlanTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Plans = "/api/v1/manage/loudspeaker/plans";
    private const string Commune = "05977", Ward = "05983";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Release_and_slogans_become_scripts_of_each_commune(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        var slogan = await host.Admin.CreatePublishedAsync("Slogan", Items.Title("Khám sức khỏe định kỳ"), Token);
        var (item, _, day) = await SentAsync(host, "Tiêm chủng ở trạm. Mời 25 cháu dưới 2 tuổi.");

        var planned = (await host.Admin.PostAsync(Plans, new { from = day, days = 2 }, Token)).ExpectSuccess().Json;

        Assert.Equal(0, planned.GetProperty("unplaced").GetInt32());
        var script = Slot(await DayAsync(host.Client(Scopes.Operate), Commune, day), "sang");
        Assert.Equal("Kính thưa quý vị và bà con xã Đoàn Kết!", Block(script, "greeting").GetProperty("text").GetString());
        Assert.Equal("Kính thưa quý vị và bà con phường Tam Thanh!", Block(Slot(await DayAsync(host.Admin, Ward, day), "sang"), "greeting").GetProperty("text").GetString());
        var read = Block(script, "item");
        Assert.Equal(item.Id, read.GetProperty("item").GetString());
        Assert.Contains("hai mươi lăm cháu dưới hai tuổi", read.GetProperty("spoken").GetString(), StringComparison.Ordinal);
        Assert.Contains(slogan.Json.GetProperty("title").GetString()!, Block(script, "slogan").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(script.GetProperty("fits").GetBoolean());
        Assert.Equal(["tune", "greeting", "introduction", "item", "slogan", "closing", "tune"], script.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("kind").GetString()));

        // the same plan again moves nothing
        var again = (await host.Admin.PostAsync(Plans, new { from = day, days = 2 }, Token)).ExpectSuccess().Json;
        Assert.Equal(0, again.GetProperty("changed").GetInt32());
    }

    [Theory, OnEveryDatabase]
    public async Task Before_a_slot_only_operators_and_the_desk_read_its_script(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        var (item, _, day) = await SentAsync(host, "Rửa tay bằng xà phòng.");
        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();
        var path = $"/api/v1/loudspeaker/{Commune}/{day}";

        var before = await host.Public.GetAsync(path, Token);
        Assert.DoesNotContain(item.Id, before.Text, StringComparison.Ordinal);
        Assert.Contains(item.Id, (await host.Client(Scopes.Operate).GetAsync(path, Token)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(item.Id, (await host.Client(Scopes.Write).GetAsync(path, Token)).Text, StringComparison.Ordinal);

        TurnTo(host, day, "05:00");
        var at = await host.Public.GetAsync(path, Token);
        Assert.Contains(item.Id, at.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await host.Public.GetAsync(path, Token, ("If-None-Match", at.ETag!))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Public.GetAsync($"/api/v1/loudspeaker/99999/{day}", Token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Public.GetAsync($"/api/v1/loudspeaker/{Commune}/2027-02-30", Token)).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task What_a_commune_says_is_a_receipt_once(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        var (_, release, day) = await SentAsync(host, "Đo huyết áp.");
        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();
        var one = (await PlannedAsync(host, day)).First(row => row.GetProperty("place").GetString() == Commune && row.GetProperty("kind").GetString() == "sent");
        var tell = $"/api/v1/manage/loudspeaker/broadcasts/{one.GetProperty("id").GetString()}/tell";
        var operate = host.Client(Scopes.Operate);

        (await operate.PostAsync(tell, new { done = true }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notBegun");
        TurnTo(host, day, "05:10");
        (await operate.PostAsync(tell, new { done = false }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");
        (await operate.PostAsync(tell, new { }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");
        (await operate.PostAsync(tell, new { done = false, note = "Mất điện." }, Token)).ExpectSuccess();
        var told = (await operate.PostAsync(tell, new { done = true, note = "Bỏ đoạn cuối." }, Token)).ExpectSuccess().Json;
        (await operate.PostAsync(tell, new { done = true, note = "Bỏ đoạn cuối." }, Token)).ExpectSuccess();

        Assert.Equal("done", told.GetProperty("state").GetString());
        var delivery = (await host.Admin.GetAsync($"/api/v1/manage/deliveries/{one.GetProperty("delivery").GetString()}", Token)).ExpectSuccess().Json;
        Assert.Equal(["broadcast"], delivery.GetProperty("receipts").EnumerateArray().Select(receipt => receipt.GetProperty("kind").GetString()));
        Assert.Equal(release, delivery.GetProperty("release").GetString());
        // what was told stays when the days are planned again
        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();
        Assert.Equal(1, (await PlannedAsync(host, day)).Count(row => row.GetProperty("place").GetString() == Commune && row.GetProperty("delivery").GetString() == one.GetProperty("delivery").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_taken_back_is_named_and_not_read(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        var (item, release, day) = await SentAsync(host, "Số liệu sai.");
        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        (await host.OfReleaseAsync(release, "retract", Token, new { reason = "Số liệu sai." })).ExpectSuccess();

        var script = Slot(await DayAsync(host.Admin, Commune, day), "sang");
        Assert.DoesNotContain("Số liệu sai.", script.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(item.Id, script.GetProperty("withdrawn").EnumerateArray().Single().GetProperty("item").GetString());

        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();
        Assert.DoesNotContain(await PlannedAsync(host, day), row => row.GetProperty("item").GetString() == item.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task What_only_loudspeakers_got_is_taken_back_for_the_public_too(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        var (_, release, day) = await SentAsync(host, "Chỉ để đọc loa.", isPublic: false);
        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();
        TurnTo(host, day, "05:00");
        var path = $"/api/v1/loudspeaker/{Commune}/{day}";
        Assert.Contains("Chỉ để đọc loa.", (await host.Public.GetAsync(path, Token)).Text, StringComparison.Ordinal);

        (await host.OfReleaseAsync(release, "retract", Token, new { reason = "Sai giờ." })).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain("Chỉ để đọc loa.", (await host.Public.GetAsync(path, Token)).Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Text_that_fits_no_slot_is_shown_with_its_reason(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        var (item, _, day) = await SentAsync(host, string.Join(' ', Enumerable.Repeat("Bà con nhớ đưa trẻ đi tiêm chủng đúng lịch.", 400)));

        var planned = (await host.Admin.PostAsync(Plans, new { from = day, places = new[] { Commune } }, Token)).ExpectSuccess().Json;

        Assert.Equal(1, planned.GetProperty("unplaced").GetInt32());
        var row = (await PlannedAsync(host, day)).Single(one => one.GetProperty("item").GetString() == item.Id);
        Assert.Equal(("tooLong", JsonValueKind.Null), (row.GetProperty("unplaced").GetString(), row.GetProperty("slot").ValueKind));
    }

    [Theory, OnEveryDatabase]
    public async Task Commune_has_its_own_slots_and_wrong_ones_are_refused(DatabaseProvider provider)
    {
        var host = await ReadyAsync(provider);
        object Rules(params object[] slots) => new { slots, places = new Dictionary<string, object>(StringComparer.Ordinal) { [Commune] = new[] { new { key = "trua", name = "Buổi trưa", start = "11:30", minutes = 15, seconds = 300, days = Array.Empty<int>() } } } };
        var usual = new { key = "sang", name = "Buổi sáng", start = "05:00", minutes = 30, seconds = 900, days = Array.Empty<int>() };

        foreach (var (slot, field, code) in new (object, string, string)[]
        {
            (usual with { start = "25:61" }, "slots[0].start", "time"), (usual with { minutes = 0 }, "slots[0].minutes", "range"), (usual with { seconds = 1801 }, "slots[0].seconds", "range"), (usual with { key = "" }, "slots[0].key", "required"),
        })
        {
            var refused = (await host.Admin.PutAsync("/api/v1/manage/loudspeaker/slots", Rules(slot), Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, code);
            Assert.True(refused.Json.GetProperty("errors").TryGetProperty(field, out _), field);
        }

        (await host.Admin.PutAsync("/api/v1/manage/loudspeaker/slots", Rules(usual, usual with { key = "sang2", start = "05:29" }), Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "overlap");
        (await host.Admin.PutAsync("/api/v1/manage/loudspeaker/slots", Rules(usual), Token)).ExpectSuccess();
        var (_, _, day) = await SentAsync(host, "Ăn chín, uống sôi.");
        (await host.Admin.PostAsync(Plans, new { from = day }, Token)).ExpectSuccess();

        Assert.Equal(["trua"], (await DayAsync(host.Admin, Commune, day)).GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("slot").GetString()));
        Assert.Equal(["sang"], (await DayAsync(host.Admin, Ward, day)).GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("slot").GetString()));
    }

    private async Task<CmsHost> ReadyAsync(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        // each test has days of its own
        host.Clock.Advance(TimeSpan.FromDays(40));
        (await host.Admin.PutAsync("/api/v1/manage/channels/loa", new { format = "loudspeaker", transport = "fileDrop", destinations = new[] { Commune, Ward }.Select(code => new { key = code, place = code }) }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/loudspeaker/slots", new { note = "" }, Token)).ExpectSuccess();
        return host;
    }

    // sent at an hour from now; the day is that of the next morning
    private static async Task<(CmsItem Item, string Release, string Day)> SentAsync(CmsHost host, string body, bool isPublic = true)
    {
        var item = await host.ApprovedAsync(Token, new { body });
        var at = host.Now.AddHours(1);
        var release = await host.ArmedAsync(at, Token, new { id = item.Id, channels = new[] { "loa" }, @public = isPublic });
        var local = at.ToOffset(TimeSpan.FromHours(7));
        var day = DateOnly.FromDateTime(local.DateTime).AddDays(local.Hour < 5 ? 0 : 1);
        return (item, release, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static void TurnTo(CmsHost host, string day, string time) => host.Clock.Advance(DateTimeOffset.Parse($"{day}T{time}:00+07:00", CultureInfo.InvariantCulture) - host.Now);

    private static async Task<JsonElement> DayAsync(CmsClient client, string place, string day) => (await client.GetAsync($"/api/v1/loudspeaker/{place}/{day}", Token)).ExpectSuccess().Json;

    private static async Task<List<JsonElement>> PlannedAsync(CmsHost host, string day) => [.. (await host.Admin.GetAsync($"{Plans}?from={day}&days=7", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray()];

    private static JsonElement Slot(JsonElement day, string key) => day.GetProperty("slots").EnumerateArray().Single(slot => slot.GetProperty("slot").GetString() == key);

    private static JsonElement Block(JsonElement script, string kind) => script.GetProperty("blocks").EnumerateArray().First(block => block.GetProperty("kind").GetString() == kind);
}

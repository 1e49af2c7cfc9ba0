using System.Net;
using System.Text.Json;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Tests.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Texts read out over HTTP, with the tables, documents and kept readings of an installation.</summary>
public sealed class SpeakTests
{
    private const string Speak = "/api/v1/manage/loudspeaker/speak";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Speak_reads_by_the_tables_and_documents_of_the_recipe(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);

        var read = (await host.Client(Scopes.Write).PostAsync(Speak, new { text = "  Thực hiện Nghị quyết số 72-NQ/TW, 95% người dân có thẻ BHYT. " }, Token)).ExpectSuccess().Json;

        Assert.Equal("Thực hiện Nghị quyết số bảy mươi hai của Bộ Chính trị, chín mươi lăm phần trăm người dân có thẻ bảo hiểm y tế.", read.GetProperty("spoken").GetString());
        Assert.Equal("Thực hiện Nghị quyết số 72-NQ/TW, 95% người dân có thẻ BHYT.", read.GetProperty("text").GetString());
        Assert.Equal(["document", "unit", "abbreviation"], read.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("rule").GetString()));
        Assert.Equal((25, 8.1), (read.GetProperty("syllables").GetInt32(), read.GetProperty("seconds").GetDouble()));
        Assert.Empty(read.GetProperty("findings").EnumerateArray());
        Assert.All(read.GetProperty("changes").EnumerateArray(), change =>
            Assert.Equal(change.GetProperty("from").GetString(), read.GetProperty("text").GetString()!.Substring(change.GetProperty("at").GetInt32(), change.GetProperty("length").GetInt32())));
    }

    [Theory, OnEveryDatabase]
    public async Task Document_is_named_by_its_newest_approved_version_and_asked_of_where_two_differ(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var document = await host.Admin.CreateApprovedAsync("Document", "Kế hoạch 15", Token, fields: Fields("Kế hoạch số mười lăm của Sở Y tế"));
        var first = await SpokenAsync(host, new { text = "Theo 15/KH-SYT" });
        Assert.Equal("Theo Kế hoạch số mười lăm của Sở Y tế", first.GetProperty("spoken").GetString());

        // a draft does not count, another document of the number with another name does
        (await host.Admin.PutAsync($"/api/v1/manage/items/{document.Id}", new { title = "Kế hoạch 15", fields = Fields("Kế hoạch số một năm của Sở Y tế") }, Token, ("If-Match", document.ETag!))).ExpectSuccess();
        Assert.Equal(first.GetProperty("spoken").GetString(), (await SpokenAsync(host, new { text = "Theo 15/KH-SYT" })).GetProperty("spoken").GetString());
        await host.Admin.CreateApprovedAsync("Document", "Kế hoạch 15 khác", Token, fields: Fields("Kế hoạch số mười lăm của Sở Y tế tỉnh Lạng Sơn"));
        var asked = await SpokenAsync(host, new { text = "Theo 15/KH-SYT" });
        Assert.Equal(("Theo ⟦15/KH-SYT⟧", "unknownDocument"), (asked.GetProperty("spoken").GetString(), Assert.Single(asked.GetProperty("findings").EnumerateArray()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Document_without_a_spoken_name_is_asked_of()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        await host.Admin.CreateApprovedAsync("Document", "Kế hoạch 15", Token, fields: Fields(""));
        var finding = Assert.Single((await SpokenAsync(host, new { text = "Theo 15/KH-SYT" })).GetProperty("findings").EnumerateArray());
        Assert.Equal((true, "15/KH-SYT"), (finding.GetProperty("asks").GetBoolean(), finding.GetProperty("written").GetString()));
        Assert.NotEmpty(finding.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Speak_leaves_other_languages_as_they_are_and_says_who_must_be_asked()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        var read = await SpokenAsync(host, new { text = "95% 72-NQ/TW BHYT 7/4", lang = "tyz" });
        Assert.Equal(("95% 72-NQ/TW BHYT 7/4", 4), (read.GetProperty("spoken").GetString(), read.GetProperty("syllables").GetInt32()));
        Assert.Equal("otherLanguage", Assert.Single(read.GetProperty("findings").EnumerateArray()).GetProperty("code").GetString());
        Assert.Empty(read.GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task Speak_fills_in_the_commune()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        var read = await SpokenAsync(host, new { text = "Kính thưa bà con {place}!", place = "05977" });
        Assert.Equal("Kính thưa bà con phường Đông Kinh!", read.GetProperty("spoken").GetString());
    }

    [Fact]
    public async Task Speak_refuses_with_every_error()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        Assert.Equal("required", (await host.Admin.PostAsync(Speak, new { text = " " }, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        Assert.Equal("tooLong", (await host.Admin.PostAsync(Speak, new { text = new string('a', SpeakText.MaxText + 1) }, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        var all = (await host.Admin.PostAsync(Speak, new { lang = "qq", place = "99999", item = "khong-co" }, Token)).Expect(HttpStatusCode.UnprocessableEntity).Json.GetProperty("errors");
        Assert.Equal(["text", "lang", "place", "item"], all.EnumerateObject().Select(error => error.Name));
        (await host.Client(Scopes.Preview).PostAsync(Speak, new { text = "a" }, Token)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Rate_is_set_and_a_language_may_have_its_own()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, "--Nq72:Loudspeaker:SyllablesPerMinute=200", "--Nq72:Loudspeaker:Rates:en=60");
        Assert.Equal(0.6, (await SpokenAsync(host, new { text = "sức khỏe" })).GetProperty("seconds").GetDouble());
        Assert.Equal(2, (await SpokenAsync(host, new { text = "good health", lang = "en" })).GetProperty("seconds").GetDouble());
    }

    [Theory]
    [InlineData("SyllablesPerMinute=234")]
    [InlineData("SyllablesPerMinute=59")]
    [InlineData("Rates:tyz=234")]
    public async Task Rate_that_nobody_reads_at_stops_the_start(string setting) =>
        await Assert.ThrowsAnyAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () => await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, $"--Nq72:Loudspeaker:{setting}"));

    [Theory]
    [InlineData("Nghị quyết số bảy mươi hai của Bộ Chính trị", "Bộ Chính trị", "Nghị quyết|bảy mươi hai|Bộ Chính trị")]
    [InlineData("Kế hoạch số ba của Ban Chỉ đạo của tỉnh", "Ban Chỉ đạo của tỉnh", "Kế hoạch|ba|Ban Chỉ đạo của tỉnh")]
    [InlineData("Chỉ thị số hai mươi lăm của Ban Bí thư", "Ban Bí thư Trung ương Đảng", "Chỉ thị|hai mươi lăm|Ban Bí thư")]
    [InlineData("Luật Khám bệnh, chữa bệnh", "Quốc hội", null)]
    [InlineData("Nghị quyết số bảy mươi hai", "Bộ Chính trị", null)]
    [InlineData(" số hai của Sở", "Sở", null)]
    [InlineData("", "", null)]
    public void Spoken_name_tells_kind_number_and_issuer_or_nothing(string name, string issuer, string? parts)
    {
        var document = SpokenDocuments.Name(name, issuer);
        Assert.Equal(parts, document is null ? null : $"{document.Kind}|{document.Number}|{document.Issuer}");
    }

    [Fact]
    public void Every_rule_and_doubt_is_told_in_words()
    {
        Assert.All(Enum.GetValues<SpokenRule>(), rule => Assert.True(SpokenWords.Of(rule) is { Vi.Length: > 0, En.Length: > 0 }));
        Assert.All(Enum.GetValues<SpokenDoubt>(), doubt => Assert.True(SpokenWords.Of(doubt) is { Vi.Length: > 0, En.Length: > 0 }));
    }

    [Theory]
    [InlineData("Trước ![Bác sĩ khám 95% bà con](/media/01JABCDEF) sau", "Trước sau")]
    [InlineData("![Ảnh: trạm y tế](/media/a)\n\nBà con đi khám", "Bà con đi khám")]
    [InlineData("![](/media/a)", "")]
    [InlineData("Tốt! [Xem](/media/a) ngay", "Tốt! Xem ngay")]
    public void Pictures_are_left_out_with_their_description(string written, string spoken)
    {
        var read = Readings.Of(written);
        Assert.Equal(spoken, read.Spoken.Trim());
        if (written.Contains("![", StringComparison.Ordinal))
            Assert.Equal(SpokenRule.Picture, Assert.Single(read.Changes).Rule);
    }

    [Fact]
    public void Pictures_that_never_end_cost_no_more_than_their_length()
    {
        long Looks(int count) => SpokenText.Read(string.Concat(Enumerable.Repeat("![a](/", count)), Readings.Index, Readings.Document).Looks;
        Assert.InRange(Looks(20_000), 1, (Looks(10_000) * 2.1) + 1000);
    }

    internal static async Task<CmsHost> StartAsync(DatabaseProvider provider)
    {
        var host = await RecipeTemplate.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        return host;
    }

    internal static async Task<JsonElement> SpokenAsync(CmsHost host, object body) => (await host.Admin.PostAsync(Speak, body, Token)).ExpectSuccess().Json;

    private static object Fields(string spokenName) => new { number = "15/KH-SYT", issuer = "Sở Y tế", kind = "Kế hoạch", spokenName };
}

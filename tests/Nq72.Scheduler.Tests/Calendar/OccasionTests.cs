using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Calendar;

public sealed class OccasionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void InYear_29_February_falls_on_28_in_common_years()
    {
        var date = OccasionDate.OnSolar("02-29");

        Assert.Equal(new DateOnly(2028, 2, 29), date.InYear(2028, 1).Single().From);
        Assert.Equal(new DateOnly(2027, 2, 28), date.InYear(2027, 1).Single().From);
    }

    [Fact]
    public void InYear_a_span_over_new_year_ends_in_the_next()
    {
        Assert.Equal(new DaySpan(new(2027, 12, 25), new(2028, 1, 5)), OccasionDate.Between("12-25", "01-05").InYear(2027, 1).Single());
    }

    [Fact]
    public void InYear_a_lunar_date_lasts_its_days() =>
        Assert.Equal(new DaySpan(new(2030, 2, 2), new(2030, 2, 6)), OccasionDate.OnLunar("01-01").InYear(2030, 5).Single());

    [Theory]
    [InlineData("02-30")]
    [InlineData("13-01")]
    [InlineData("00-10")]
    [InlineData("4-7")]
    [InlineData("04/07")]
    public void IsValid_refuses_what_is_no_day(string day) => Assert.False(OccasionDate.OnSolar(day).IsValid);

    [Theory]
    [InlineData("\"04-07\"")]
    [InlineData("{\"from\":\"04-15\",\"to\":\"05-15\"}")]
    [InlineData("{\"lunar\":\"01-01\"}")]
    public void Json_round_trips(string json) =>
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<OccasionDate>(json, Json.Options), Json.Options));

    [Theory, OnEveryDatabase]
    public async Task Put_twice_the_same_changes_nothing(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var input = new OccasionInput("Ngày Sức khỏe toàn dân", OccasionDate.OnSolar("04-07"), "kế hoạch");

        await PutAsync(host, "suc-khoe", input);
        await PutAsync(host, "suc-khoe", input);

        Assert.Equal(1, await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<Occasion>().Single().Revision)));
        var found = await host.DoAsync((OccasionQueries queries) => queries.GetAsync("suc-khoe", Token));
        Assert.Equal(["2027-04-07", "2028-04-07"], found.Next.Take(2).Select(span => span.From.ToString("O", null)));
    }

    [Theory, OnEveryDatabase]
    public async Task Get_begins_with_the_year_that_it_is_in_the_installation_s_zone(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        // half past five in the morning of New Year's Day, in Lạng Sơn
        host.Clock.TurnTo(new DateTimeOffset(2027, 12, 31, 22, 30, 0, TimeSpan.Zero));

        var put = await PutAsync(host, "suc-khoe", new("Ngày Sức khỏe toàn dân", OccasionDate.OnSolar("04-07")));
        var found = await host.DoAsync((OccasionQueries queries) => queries.GetAsync("suc-khoe", Token));

        Assert.Equal((2028, 2028), (put.Next[0].From.Year, found.Next[0].From.Year));
    }

    [Theory, OnEveryDatabase]
    public async Task Put_keeps_names_in_NFC_without_control_characters(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var put = await PutAsync(host, "suc-khoe", new("Nga\u0300y\0 Sức khỏe", null));

        Assert.Equal("Ngày Sức khỏe", put.Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Put_tells_everything_that_is_wrong(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var problem = await host.FailAsync((PutOccasion verb) => verb.ExecuteAsync("a b", new("", OccasionDate.OnSolar("99-99"), Days: 0), Actor.System, Token));

        Assert.Equal(422, problem.Status);
        Assert.Equal(["date", "days", "key", "name"], problem.Errors.Select(error => error.Field).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task List_pages_through_everything_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var keys = Enumerable.Range(1, 7).Select(number => $"ngay-{number}").ToList();
        foreach (var key in keys)
            await PutAsync(host, key, new(key, null));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var request = PageRequest.Read("3", cursor, keys: 1);
            var page = await host.InScopeAsync((OccasionQueries queries) => queries.ListAsync(request.Value!, Token));
            seen.AddRange(page.Items.Select(item => item.Key));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(keys, seen);
    }

    private static Task<OccasionView> PutAsync(SchedulerHost host, string key, OccasionInput input) =>
        host.DoAsync((PutOccasion verb) => verb.ExecuteAsync(key, input, Actor.System, Token));
}

using System.Globalization;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Rehearsals;

namespace Nq72.Scheduler.Tests.Rehearsals;

/// <summary>How partners are made to fail: which rule decides when, and what is wrong with a script.</summary>
public sealed class PartnerScriptTests
{
    private static readonly DateTimeOffset Instant = DateTimeOffset.Parse("2027-04-07T00:00:00Z", CultureInfo.InvariantCulture);

    private static readonly IReadOnlyList<ChannelView> Channels = [Channel("day", TransportKind.Webhook, "a", "b"), Channel("loa", TransportKind.FileDrop, "xa")];

    [Fact]
    public void First_rule_that_fits_decides_from_its_begin_until_its_end()
    {
        var script = Read("""{"partners":[{"channel":"day","destination":"a","from":"T-5m","until":"T+2h","does":"down"},{"does":"slow","seconds":8}]}""").Value!;

        Assert.Equal(8, script.MoodOf("day", "a", Instant.AddMinutes(-5).AddTicks(-10)).Seconds);
        Assert.Equal(PartnerAct.Down, script.MoodOf("day", "a", Instant.AddMinutes(-5)).Act);
        Assert.Equal(PartnerAct.Down, script.MoodOf("day", "a", Instant.AddHours(2).AddTicks(-10)).Act);
        Assert.Equal(PartnerAct.Answer, script.MoodOf("day", "a", Instant.AddHours(2)).Act);
        Assert.Equal(8, script.MoodOf("day", "b", Instant).Seconds);
        Assert.Equal(Instant.AddMinutes(-5), script.NextChangeAfter(Instant.AddHours(-1)));
        Assert.Equal(Instant.AddHours(2), script.NextChangeAfter(Instant));
        Assert.Null(script.NextChangeAfter(Instant.AddHours(2)));
    }

    [Fact]
    public void Partner_that_comes_and_goes_does_so_from_its_begin()
    {
        var script = Read("""{"partners":[{"from":"T","until":"T+1h","does":"flap","upSeconds":60,"downSeconds":120}]}""").Value!;

        foreach (var (second, act) in new[] { (0, PartnerAct.Answer), (59, PartnerAct.Answer), (60, PartnerAct.Down), (179, PartnerAct.Down), (180, PartnerAct.Answer), (3600, PartnerAct.Answer) })
            Assert.Equal(act, script.MoodOf("day", "a", Instant.AddSeconds(second)).Act);
        Assert.Equal(Instant.AddSeconds(60), script.NextChangeAfter(Instant));
        Assert.Equal(Instant.AddSeconds(180), script.NextChangeAfter(Instant.AddSeconds(60)));
        Assert.Equal(Instant.AddHours(1), script.NextChangeAfter(Instant.AddSeconds(3540)));
    }

    [Theory]
    [InlineData("""{"does":"answer","status":429,"retryAfterSeconds":90}""", 429, 90)]
    [InlineData("""{"does":"answer","status":500}""", 500, null)]
    [InlineData("""{"does":"gone"}""", 410, null)]
    public void Answers_are_as_the_script_says(string rule, int status, int? retryAfter)
    {
        var mood = Read($$"""{"partners":[{{rule}}]}""").Value!.MoodOf("day", "a", Instant);

        Assert.Equal((status, retryAfter), (mood.Status, mood.RetryAfter));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_its_place()
    {
        var read = Read("""
            {"partners":[
              {"channel":"loa","does":"down"},
              {"channel":"day","destination":"x","does":"slow"},
              {"from":"T+1h","until":"T","does":"dance"},
              {"from":"07:00","does":"flap","upSeconds":0,"downSeconds":5}
            ]}
            """);

        Assert.Equal(["partners[0].channel", "partners[1].destination", "partners[1].seconds", "partners[2].until", "partners[2].does", "partners[3].from", "partners[3].upSeconds"],
            read.Problem!.Errors.Select(error => error.Field));
    }

    [Theory, InlineData("not json"), InlineData("{}"), InlineData("""{"partners":[{"does":"down","untill":"T"}]}""")]
    public void What_is_no_script_is_refused(string json) => Assert.False(Read(json).Succeeded);

    private static Outcome<PartnerScript> Read(string json) => PartnerScriptFile.Read(json, Channels, Instant);

    private static ChannelView Channel(string name, TransportKind transport, params string[] keys) => new(
        name, "", "portal", transport, null, new ChannelLimits(null, null, null), null, ChannelState.Ok, true,
        [.. keys.Select(key => new DestinationView(key, key, null, null, DestinationState.Ok, null, 0, null, null, null, null, 0, null))]);
}

using Nq72.Cms.CampaignCalendar;

namespace Nq72.Cms.Tests.CampaignCalendar;

public sealed class MonthGridTests
{
    [Fact]
    public void Of_month_has_whole_weeks_from_Monday()
    {
        var weeks = MonthGrid.Of(new DateOnly(2027, 4, 7), []);

        Assert.Equal(5, weeks.Count);
        Assert.All(weeks, week => Assert.Equal(7, week.Days.Count));
        Assert.Equal((new DateOnly(2027, 3, 29), new DateOnly(2027, 5, 2)), (weeks[0].Days[0].Day, weeks[^1].Days[^1].Day));
        Assert.Equal(30, weeks.SelectMany(week => week.Days).Count(day => !day.IsOutside));
        Assert.All(weeks.SelectMany(week => week.Days), day => Assert.True(day.IsQuiet));
    }

    [Fact]
    public void Of_spans_keep_their_lane_through_a_week_and_say_their_name_where_they_begin()
    {
        var early = new CalendarEntry(CalendarKind.Peak, "a", "Một", new(2027, 3, 20), new(2027, 4, 1));
        var across = new CalendarEntry(CalendarKind.Peak, "b", "Hai", new(2027, 3, 31), new(2027, 4, 6));
        var later = new CalendarEntry(CalendarKind.Blackout, "c", "Ba", new(2027, 4, 2), new(2027, 4, 3));

        var weeks = MonthGrid.Of(new DateOnly(2027, 4, 7), [early, across, later]);

        // Ba takes the lane that Một has left; Hai keeps its own
        Assert.Equal(["a", "a", "a", "a", "c", "c", null], weeks[0].Days.Select(day => day.Lanes[0]?.Entry.Id));
        Assert.Equal([null, null, "b", "b", "b", "b", "b"], weeks[0].Days.Select(day => day.Lanes[1]?.Entry.Id));
        Assert.Equal(["b", "b", null, null, null, null, null], weeks[1].Days.Select(day => day.Lanes[0]?.Entry.Id));
        // what ran already when the first shown day came begins there, for who reads only this month
        Assert.True(weeks[0].Days[0].Lanes[0]!.Begins);
        Assert.True(weeks[0].Days[2].Lanes[1]!.Begins);
        Assert.False(weeks[1].Days[0].Lanes[0]!.Begins);
        Assert.True(weeks[1].Days[0].Lanes[0]!.IsMonday);
        Assert.True(weeks[1].Days[1].Lanes[0]!.Ends);
        Assert.False(weeks[0].Days[4].IsQuiet);
        Assert.True(weeks[0].Days[6].IsQuiet);
    }
}

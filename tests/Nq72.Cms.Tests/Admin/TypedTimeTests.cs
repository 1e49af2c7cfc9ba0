using System.Globalization;
using Nq72.Cms.Admin;

namespace Nq72.Cms.Tests.Admin;

/// <summary>What people type as a day or a time is read day first; what is none comes back as it was.</summary>
public sealed class TypedTimeTests
{
    [Theory]
    [InlineData("7/4/2027", "2027-04-07"), InlineData("07/04/2027", "2027-04-07"), InlineData("7-4-2027", "2027-04-07"), InlineData("7.4.2027", "2027-04-07"), InlineData("  7 / 4 / 2027\u00a0", "2027-04-07"),
     InlineData("29/2/2028", "2028-02-29"), InlineData("31/12/2027", "2027-12-31"), InlineData("07042027", "2027-04-07"), InlineData("12/11/2027", "2027-11-12"), InlineData("2027-04-07", "2027-04-07"), InlineData(" 2027-04-07 ", "2027-04-07")]
    public void Day_is_read_as_typed(string typed, string day) => Assert.Equal((day, DateOnly.Parse(day, CultureInfo.InvariantCulture)), (TypedTime.Day(typed), TypedTime.DayOf(typed)));

    [Theory]
    // no month-first, no year of two digits, no day that there is not
    [InlineData("4/13/2027"), InlineData("7/4/27"), InlineData("7/4/0027"), InlineData("30/2/2027"), InlineData("29/2/2027"), InlineData("31/11/2027"), InlineData("31/4/2027"), InlineData("0/4/2027"), InlineData("7/0/2027"),
     InlineData("7/4"), InlineData("7/4-2027"), InlineData("7 4 2027"), InlineData("20270407"), InlineData("20120407"), InlineData("7/4/2027 7h"), InlineData("2027-04-31"), InlineData("2027-4-7"), InlineData("2027-04-07T07:00"),
     InlineData("mai"), InlineData(" "), InlineData(""), InlineData(null), InlineData("٧/٤/٢٠٢٧"), InlineData("7/4/20277"), InlineData("07/04/2027\n2")]
    public void No_day_comes_back_as_it_was(string? typed) => Assert.Equal((typed, null), (TypedTime.Day(typed), TypedTime.DayOf(typed)));

    [Theory]
    [InlineData("07/04/2027 07:00", "2027-04-07T07:00"), InlineData("07/04/2027 7:00", "2027-04-07T07:00"), InlineData("7/4/2027 7h00", "2027-04-07T07:00"), InlineData("7/4/2027 7h", "2027-04-07T07:00"),
     InlineData("7-4-2027, 7g30", "2027-04-07T07:30"), InlineData("7.4.2027 19H05", "2027-04-07T19:05"), InlineData("  7/4/2027   7 h 30 ", "2027-04-07T07:30"), InlineData("07042027 0730", "2027-04-07T07:30"),
     InlineData("7/4/2027 23:59", "2027-04-07T23:59"), InlineData("7/4/2027 0h", "2027-04-07T00:00"), InlineData("07/04/2027 07:00:30", "2027-04-07T07:00:30"), InlineData("2027-04-07T07:00", "2027-04-07T07:00"),
     InlineData("2027-04-07T07:00:30", "2027-04-07T07:00:30")]
    public void Day_with_a_time_is_read_as_typed(string typed, string local) => Assert.Equal(local, TypedTime.Local(typed));

    [Theory]
    [InlineData("07/04/2027"), InlineData("31/11/2027 07:00"), InlineData("7/4/2027 24:00"), InlineData("7/4/2027 7:60"), InlineData("7/4/2027 7:5"), InlineData("7/4/2027 730"), InlineData("7/4/20277:00"), InlineData("7/4/27 7:00"),
     InlineData("4/13/2027 7:00"), InlineData("7:00"), InlineData("2027-04-07"), InlineData("2027-04-07T00:00:00Z"), InlineData("2027-04-07 07:00"), InlineData("mai 7h"), InlineData(""), InlineData(null)]
    public void No_time_comes_back_as_it_was(string? typed) => Assert.Equal((typed, null), (TypedTime.Local(typed), TypedTime.LocalOf(typed)));

    [Theory]
    [InlineData("7:00", "07:00"), InlineData("07:05", "07:05"), InlineData("7h", "07:00"), InlineData("7g30", "07:30"), InlineData(" 19 h 05 ", "19:05"), InlineData("0730", "07:30"), InlineData("23:59", "23:59"),
     InlineData("24:00", "24:00"), InlineData("7:60", "7:60"), InlineData("7", "7"), InlineData("7:5", "7:5"), InlineData("7pm", "7pm"), InlineData("", ""), InlineData(null, null)]
    public void Time_of_day_is_read_as_typed(string? typed, string? hour) => Assert.Equal(hour, TypedTime.Hour(typed));

    [Theory]
    [InlineData("2027-04-07", "07/04/2027"), InlineData("2027-04-07T07:00", "07/04/2027 07:00"), InlineData("2027-04-07T07:00:30", "07/04/2027 07:00:30"), InlineData("07:00", "07:00"), InlineData("7/4/2027", "7/4/2027"),
     InlineData("31/11/2027", "31/11/2027"), InlineData("mai", "mai"), InlineData("", ""), InlineData(null, null)]
    public void Iso_is_shown_day_first_and_all_else_as_it_is(string? iso, string? shown)
    {
        Assert.Equal(shown, TypedTime.Show(iso));
        if (TypedTime.DayOf(iso) is { } day)
            Assert.Equal(day, TypedTime.DayOf(shown));
    }

    [Fact]
    public void Every_day_is_read_back_as_it_is_shown()
    {
        for (var day = new DateOnly(2027, 1, 1); day.Year < 2029; day = day.AddDays(1))
            Assert.Equal(day, TypedTime.DayOf(DeskClock.Show(day)));
    }
}

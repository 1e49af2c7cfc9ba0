using System.Globalization;
using Nq72.Scheduler.Calendar;

namespace Nq72.Scheduler.Tests.Calendar;

public sealed class VietnameseLunarCalendarTests
{
    // Tết, Giỗ Tổ, rằm tháng bảy, Trung thu
    [Theory]
    [InlineData(2026, "17/02", "26/04", "27/08", "25/09")]
    [InlineData(2027, "06/02", "16/04", "16/08", "15/09")]
    [InlineData(2028, "26/01", "04/04", "03/09", "03/10")]
    [InlineData(2029, "13/02", "23/04", "24/08", "22/09")]
    [InlineData(2030, "02/02", "12/04", "13/08", "12/09")]
    public void ToSolar_feasts_fall_where_the_printed_calendar_has_them(int year, string tet, string kings, string souls, string autumn)
    {
        Assert.Equal(Day(year, tet), VietnameseLunarCalendar.ToSolar(year, 1, 1));
        Assert.Equal(Day(year, kings), VietnameseLunarCalendar.ToSolar(year, 3, 10));
        Assert.Equal(Day(year, souls), VietnameseLunarCalendar.ToSolar(year, 7, 15));
        Assert.Equal(Day(year, autumn), VietnameseLunarCalendar.ToSolar(year, 8, 15));
    }

    // years in which Việt Nam and China kept Tết on different days
    [Theory]
    [InlineData(1968, "29/01")]
    [InlineData(1985, "21/01")]
    [InlineData(2007, "17/02")]
    public void ToSolar_goes_by_UTC_plus_7_not_by_Beijing(int year, string tet) => Assert.Equal(Day(year, tet), VietnameseLunarCalendar.ToSolar(year, 1, 1));

    [Fact]
    public void ToSolar_every_day_is_the_day_after_the_one_before()
    {
        for (var year = 2020; year <= 2035; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                var first = VietnameseLunarCalendar.ToSolar(year, month, 1);
                Assert.Equal(first.AddDays(28), VietnameseLunarCalendar.ToSolar(year, month, 29));
                Assert.InRange(VietnameseLunarCalendar.ToSolar(year, month, 30).DayNumber - first.DayNumber, 28, 29);
            }
        }
    }

    [Fact]
    public void InSolarYear_a_date_late_in_the_lunar_year_falls_in_the_next_solar_one() =>
        Assert.Equal([new DateOnly(2027, 1, 30)], VietnameseLunarCalendar.InSolarYear(2027, 12, 23));

    [Theory]
    [InlineData(2027, "06/02", 2027, 1, 1, false)]
    [InlineData(2027, "05/02", 2026, 12, 29, false)]
    [InlineData(2027, "07/04", 2027, 3, 1, false)]
    // leap months of printed calendars: the sixth of 2025, the fifth of 2028, the eleventh of 2033
    [InlineData(2025, "25/07", 2025, 6, 1, true)]
    [InlineData(2028, "23/06", 2028, 5, 1, true)]
    [InlineData(2033, "22/12", 2033, 11, 1, true)]
    public void ToLunar_tells_the_month_and_whether_it_is_a_leap_one(int year, string day, int lunarYear, int month, int lunarDay, bool isLeap) =>
        Assert.Equal(new LunarDate(lunarYear, month, lunarDay, isLeap), VietnameseLunarCalendar.ToLunar(Day(year, day)));

    [Fact]
    public void ToLunar_is_the_way_back_from_ToSolar_on_every_day()
    {
        var before = VietnameseLunarCalendar.ToLunar(new(1949, 12, 31));
        for (var day = new DateOnly(1950, 1, 1); day.Year < 2100; day = day.AddDays(1))
        {
            var lunar = VietnameseLunarCalendar.ToLunar(day);
            if (!lunar.IsLeap)
                Assert.Equal(day, VietnameseLunarCalendar.ToSolar(lunar.Year, lunar.Month, lunar.Day));
            // days follow each other, and a month ends after 29 or 30
            Assert.True(lunar.Day == before.Day + 1 || (lunar.Day == 1 && before.Day is 29 or 30), $"{day}: {before}, then {lunar}");
            before = lunar;
        }
    }

    private static DateOnly Day(int year, string text) => DateOnly.ParseExact($"{text}/{year}", "dd/MM/yyyy", CultureInfo.InvariantCulture);
}

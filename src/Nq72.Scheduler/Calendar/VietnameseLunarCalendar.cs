namespace Nq72.Scheduler.Calendar;

/// <summary>
/// The Vietnamese lunisolar calendar: new moons and solar terms at UTC+7. .NET's ChineseLunisolarCalendar counts at UTC+8 and is a day or a
/// month off in some years (Tết 2030). Good for 1900–2100. Pure and thread-safe.
/// </summary>
/// <remarks>
/// Source: Hồ Ngọc Đức, "Computing the Vietnamese lunar calendar" (after Jean Meeus, Astronomical Algorithms).
/// Day numbers are Julian day numbers; k counts new moons since the one of 1 January 1900.
/// </remarks>
public static class VietnameseLunarCalendar
{
    private const int FirstJulianDay = 1_721_426;
    private const double ZoneInDays = 7.0 / 24.0;
    private const double SynodicMonth = 29.530588853;
    private const double FirstNewMoon = 2_415_021.076998695;
    private const double Radians = Math.PI / 180;

    /// <summary>The solar day of a lunar date.</summary>
    /// <param name="lunarYear">The lunar year, numbered like the solar year in which it begins.</param>
    /// <param name="lunarMonth">1–12; of a leap month's pair the first, ordinary one is meant.</param>
    /// <param name="lunarDay">1–30; the 30th of a month that has 29 days means its last day.</param>
    public static DateOnly ToSolar(int lunarYear, int lunarMonth, int lunarDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lunarMonth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lunarMonth, 12);
        ArgumentOutOfRangeException.ThrowIfLessThan(lunarDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lunarDay, 30);
        var endsIn = lunarMonth < 11 ? lunarYear : lunarYear + 1;
        var eleventh = EleventhMonth(endsIn - 1);
        var nextEleventh = EleventhMonth(endsIn);
        var offset = (lunarMonth + 1) % 12;
        if (nextEleventh - eleventh > 365 && offset >= LeapMonthOffset(eleventh))
            offset++;
        var k = (int)Math.Floor(0.5 + ((eleventh - FirstNewMoon) / SynodicMonth)) + offset;
        var start = NewMoonDay(k);
        var length = NewMoonDay(k + 1) - start;
        return FromJulianDay(start + Math.Min(lunarDay, length) - 1);
    }

    /// <summary>The lunar date of a solar day.</summary>
    public static LunarDate ToLunar(DateOnly day)
    {
        var number = ToJulianDay(day);
        // the mean new moon lies up to half a day off the true one, on either side
        var k = (int)Math.Floor((number - FirstNewMoon) / SynodicMonth) + 1;
        var begin = NewMoonDay(k);
        while (begin > number)
            begin = NewMoonDay(--k);
        var eleventh = EleventhMonth(day.Year);
        var nextEleventh = eleventh;
        var endsIn = day.Year;
        if (eleventh >= begin)
            eleventh = EleventhMonth(day.Year - 1);
        else
            nextEleventh = EleventhMonth(endsIn = day.Year + 1);
        var offset = (int)Math.Floor((begin - eleventh) / 29.0);
        var isLeap = false;
        var month = offset;
        if (nextEleventh - eleventh > 365 && LeapMonthOffset(eleventh) is var leap && offset >= leap)
        {
            month--;
            isLeap = offset == leap;
        }

        // the eleventh and twelfth month belong to the lunar year before
        return new(month < 2 ? endsIn - 1 : endsIn, ((month + 10) % 12) + 1, number - begin + 1, isLeap);
    }

    /// <summary>The days of one solar year on which a lunar date falls: mostly one, now and then none or two.</summary>
    public static IEnumerable<DateOnly> InSolarYear(int year, int lunarMonth, int lunarDay) =>
        Enumerable.Range(year - 1, 2).Select(lunarYear => ToSolar(lunarYear, lunarMonth, lunarDay)).Where(day => day.Year == year);

    // the month that holds the winter solstice
    private static int EleventhMonth(int year)
    {
        var k = (int)Math.Floor((ToJulianDay(new DateOnly(year, 12, 31)) - 2_415_021) / SynodicMonth);
        var newMoon = NewMoonDay(k);
        return SunSector(newMoon) >= 9 ? NewMoonDay(k - 1) : newMoon;
    }

    // the first month after the eleventh in which the sun enters no new sector
    private static int LeapMonthOffset(int eleventh)
    {
        var k = (int)Math.Floor(0.5 + ((eleventh - FirstNewMoon) / SynodicMonth));
        var i = 1;
        var sector = SunSector(NewMoonDay(k + i));
        int last;
        do
        {
            last = sector;
            i++;
            sector = SunSector(NewMoonDay(k + i));
        }
        while (sector != last && i < 14);
        return i - 1;
    }

    private static int NewMoonDay(int k) => (int)Math.Floor(NewMoon(k) + 0.5 + ZoneInDays);

    private static int SunSector(int julianDay) => (int)Math.Floor(SunLongitude(julianDay - 0.5 - ZoneInDays) / Math.PI * 6);

    private static double NewMoon(int k)
    {
        var t = k / 1236.85;
        var t2 = t * t;
        var t3 = t2 * t;
        var mean = 2_415_020.75933 + (29.53058868 * k) + (0.0001178 * t2) - (0.000000155 * t3);
        mean += 0.00033 * Math.Sin((166.56 + (132.87 * t) - (0.009173 * t2)) * Radians);
        var sun = (359.2242 + (29.10535608 * k) - (0.0000333 * t2) - (0.00000347 * t3)) * Radians;
        var moon = (306.0253 + (385.81691806 * k) + (0.0107306 * t2) + (0.00001236 * t3)) * Radians;
        var node = (21.2964 + (390.67050646 * k) - (0.0016528 * t2) - (0.00000239 * t3)) * Radians;
        var correction = ((0.1734 - (0.000393 * t)) * Math.Sin(sun)) + (0.0021 * Math.Sin(2 * sun))
            - (0.4068 * Math.Sin(moon)) + (0.0161 * Math.Sin(2 * moon)) - (0.0004 * Math.Sin(3 * moon))
            + (0.0104 * Math.Sin(2 * node)) - (0.0051 * Math.Sin(sun + moon)) - (0.0074 * Math.Sin(sun - moon))
            + (0.0004 * Math.Sin((2 * node) + sun)) - (0.0004 * Math.Sin((2 * node) - sun)) - (0.0006 * Math.Sin((2 * node) + moon))
            + (0.0010 * Math.Sin((2 * node) - moon)) + (0.0005 * Math.Sin((2 * moon) + sun));
        var dynamical = t < -11
            ? 0.001 + (0.000839 * t) + (0.0002261 * t2) - (0.00000845 * t3) - (0.000000081 * t * t3)
            : -0.000278 + (0.000265 * t) + (0.000262 * t2);
        return mean + correction - dynamical;
    }

    private static double SunLongitude(double julianDay)
    {
        var t = (julianDay - 2_451_545.0) / 36_525;
        var t2 = t * t;
        var anomaly = (357.52910 + (35_999.05030 * t) - (0.0001559 * t2) - (0.00000048 * t * t2)) * Radians;
        var mean = 280.46645 + (36_000.76983 * t) + (0.0003032 * t2);
        var centre = ((1.914600 - (0.004817 * t) - (0.000014 * t2)) * Math.Sin(anomaly)) + ((0.019993 - (0.000101 * t)) * Math.Sin(2 * anomaly)) + (0.000290 * Math.Sin(3 * anomaly));
        var longitude = (mean + centre) * Radians;
        return longitude - (Math.Tau * Math.Floor(longitude / Math.Tau));
    }

    private static int ToJulianDay(DateOnly day) => day.DayNumber + FirstJulianDay;

    private static DateOnly FromJulianDay(int julianDay) => DateOnly.FromDayNumber(julianDay - FirstJulianDay);
}

/// <summary>A day of the Vietnamese lunar calendar.</summary>
/// <param name="Year">The lunar year, numbered like the solar year in which it begins.</param>
/// <param name="Month">1–12.</param>
/// <param name="Day">1–30.</param>
/// <param name="IsLeap">Whether it lies in a leap month, the second of its number.</param>
public readonly record struct LunarDate(int Year, int Month, int Day, bool IsLeap);

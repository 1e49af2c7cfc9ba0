using System.Globalization;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Every day of a leap year and every minute of a day, in every way that they are written, read and read back.</summary>
public sealed class SpokenDatesTests
{
    public static TheoryData<string> Ways => ["d/M/yyyy", "dd/MM/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-MM-dd"];

    [Theory, MemberData(nameof(Ways))]
    public void Every_day_reads_back_to_itself(string way)
    {
        for (var day = new DateTime(2028, 1, 1); day.Year == 2028; day = day.AddDays(1))
        {
            var written = day.ToString(way, CultureInfo.InvariantCulture);
            Assert.Equal(day, Day(Readings.Of($"ngày {written}").Spoken));
            Assert.Equal(day, Day(Readings.Of(written).Spoken));
        }
    }

    [Fact]
    public void Every_day_without_its_year_reads_back_after_the_word_for_day_and_in_words()
    {
        for (var day = new DateTime(2028, 1, 1); day.Year == 2028; day = day.AddDays(1))
        {
            Assert.Equal(day, Day($"{Readings.Of($"ngày {day.Day}/{day.Month}").Spoken} năm hai nghìn không trăm hai mươi tám"));
            Assert.Equal(day, Day(Readings.Of($"ngày {day.Day} tháng {day.Month} năm 2028").Spoken));
        }
    }

    [Fact]
    public void Days_that_no_calendar_has_are_asked_about()
    {
        for (var month = 0; month <= 13; month++)
        {
            for (var day = 0; day <= 32; day++)
            {
                var isDay = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2027, month);
                var findings = Readings.Of($"ngày {day}/{month}/2027").Findings;
                Assert.Equal(isDay ? [] : [SpokenDoubt.InvalidDate], findings.Select(finding => finding.Code));
            }
        }
    }

    [Fact]
    public void Every_minute_reads_back_to_itself_and_what_no_clock_shows_is_asked_about()
    {
        for (var hour = 0; hour <= 30; hour++)
        {
            for (var minute = 0; minute <= 70; minute++)
            {
                foreach (var written in new[] { $"{hour:00}:{minute:00}", $"{hour}h{minute:00}" })
                {
                    var read = Readings.Of(written);
                    var isTime = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
                    Assert.Equal(isTime ? [] : [SpokenDoubt.InvalidTime], read.Findings.Select(finding => finding.Code));
                    if (isTime)
                        Assert.Equal((hour, minute), Time(read.Spoken));
                }
            }
        }
    }

    private static DateTime Day(string spoken)
    {
        Assert.StartsWith("ngày ", spoken, StringComparison.Ordinal);
        Assert.DoesNotContain("tháng bốn", spoken, StringComparison.Ordinal);
        var (month, year) = (spoken.IndexOf(" tháng ", StringComparison.Ordinal), spoken.LastIndexOf(" năm hai nghìn", StringComparison.Ordinal));
        var day = spoken["ngày ".Length..month];
        var value = (int)NumberReader.Value(day.Replace("mùng ", "", StringComparison.Ordinal));
        Assert.Equal(value <= 10, day.StartsWith("mùng ", StringComparison.Ordinal));
        return new DateTime((int)NumberReader.Value(spoken[(year + " năm ".Length)..]), (int)NumberReader.Value(spoken[(month + " tháng ".Length)..year]), value);
    }

    private static (int Hour, int Minute) Time(string spoken)
    {
        var parts = spoken.Split(" giờ");
        return ((int)NumberReader.Value(parts[0]), parts[1].Length == 0 ? 0 : (int)NumberReader.Value(parts[1].Replace(" phút", "", StringComparison.Ordinal).Trim()));
    }
}

using Nq72.Cms.Coverage;

namespace Nq72.Cms.Tests.Coverage;

/// <summary>What an address asks a table for.</summary>
public sealed class CoverageQueryTests
{
    private static readonly DateOnly Thursday = new(2027, 3, 4);

    [Theory]
    [InlineData(null, null, "2027-02-01", "2027-05-02")]
    [InlineData("2027-03-03", "2027-03-03", "2027-03-01", "2027-03-07")]
    [InlineData("2027-03-01", "2027-03-07", "2027-03-01", "2027-03-07")]
    [InlineData("2027-03-07", "2027-03-08", "2027-03-01", "2027-03-14")]
    [InlineData("2027-03-03", null, "2027-03-01", "2027-05-30")]
    [InlineData(null, "2027-03-03", "2026-12-07", "2027-03-07")]
    [InlineData("2025-12-29", "2027-01-03", "2025-12-29", "2027-01-03")]
    public void Days_grow_to_whole_weeks(string? from, string? to, string first, string last)
    {
        var query = CoverageQuery.Read("genre", from, to, " ", null, null, Thursday).Value!;

        Assert.Equal((first, last, null), ($"{query.Days.From:yyyy-MM-dd}", $"{query.Days.To:yyyy-MM-dd}", query.Campaign));
    }

    [Theory]
    [InlineData("2027-03-08", "2027-03-07", "span")]
    [InlineData("2027-03-03", "2027-03-01", "span")]
    [InlineData("2025-12-29", "2027-01-04", "span")]
    [InlineData("07/04/2027", null, "day")]
    [InlineData(null, "9999-12-31", "day")]
    public void Days_that_make_no_table_are_refused(string? from, string? to, string code) =>
        Assert.Equal(code, CoverageQuery.Read(null, from, to, null, null, null, Thursday).Problem!.Code);

    [Fact]
    public void Year_of_weeks_has_as_many_as_its_calendar()
    {
        Assert.Equal((new DateOnly(2025, 12, 29), new DateOnly(2027, 1, 3)), CoverageWeek.OfYear(2026));
        Assert.Equal((new DateOnly(2027, 1, 4), new DateOnly(2028, 1, 2)), CoverageWeek.OfYear(2027));
        Assert.Equal("2026-W53", CoverageWeek.Of(new(2026, 12, 28), []).Week);
        Assert.Equal([new DateOnly(2027, 3, 1), new(2027, 3, 1), new(2027, 3, 8)], new DateOnly[] { new(2027, 3, 1), new(2027, 3, 7), new(2027, 3, 8) }.Select(CoverageWeek.MondayOf));
    }
}

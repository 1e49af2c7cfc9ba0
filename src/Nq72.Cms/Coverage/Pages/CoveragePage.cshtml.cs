using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Coverage.Pages;

/// <summary>What appears each week, by row; where there is nothing; and what is overdue. Everything that narrows it stands in the address.</summary>
public sealed class CoveragePage(CoverageReader reader, OverdueReader late, EditorLists lists, PeakQueries peaks, CampaignQueries campaigns, DeskClock clock) : DeskPage
{
    /// <summary>Where it lies.</summary>
    public const string Path = "/admin/coverage";

    // further ones are found in the calendar
    private const int MostPeaks = 8, DaysOfPeaks = 400, YearsBack = 1, YearsAhead = 4;

    /// <summary>What is shown.</summary>
    public CoverageQuery Query { get; private set; } = null!;

    public CoverageTable Table { get; private set; } = null!;

    /// <summary>What is overdue; null at another time, because what waits waits now.</summary>
    public Overdue? Late { get; private set; }

    public IReadOnlyList<Choice> Types { get; private set; } = [];

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    public IReadOnlyList<Choice> Campaigns { get; private set; } = [];

    /// <summary>Spans that are likely to be wanted: words and address.</summary>
    public IReadOnlyList<(string Text, string Href)> Spans { get; private set; } = [];

    public IReadOnlyList<Choice> Rows => [.. Enum.GetValues<CoverageBy>().Select(by => (Name: StateLook.Name(by), by)).Select(one => new Choice(one.Name, T[$"coverage.by.{one.Name}"]))];

    /// <summary>The name of what has a row.</summary>
    public string RowsAre => T[$"coverage.by.{Query.ByName}"];

    protected override bool ShowsOtherTimes => true;

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] string? by, [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? campaign, [FromQuery] string? lang, [FromQuery] string? type, CancellationToken cancellationToken)
    {
        await ReadAsync(CoverageQuery.Read(by, TypedTime.Day(from), TypedTime.Day(to), campaign, lang, type, Today), cancellationToken);
        (Types, Languages, Campaigns) = (await lists.TypeChoicesAsync(cancellationToken), await lists.LanguagesAsync(cancellationToken), await lists.CampaignsAsync(cancellationToken));
        Spans = await SpansAsync(cancellationToken);
        if (OtherTime.Shown is null)
            Late = await late.ReadAsync(cancellationToken);
        return Page();
    }

    /// <summary>The table as a file.</summary>
    public async Task<IActionResult> OnGetFileAsync(
        [FromQuery] string? by, [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? campaign, [FromQuery] string? lang, [FromQuery] string? type, CancellationToken cancellationToken)
    {
        var query = CoverageQuery.Read(by, TypedTime.Day(from), TypedTime.Day(to), campaign, lang, type, Today);
        if (!query.Succeeded)
            return await OnGetAsync(by, from, to, campaign, lang, type, cancellationToken);
        await ReadAsync(query, cancellationToken);
        var words = new CoverageFile.Words(RowsAre, T["coverage.file.key"], T["coverage.file.target"], T["coverage.file.published"], T["coverage.file.planned"], T["coverage.total"], T["coverage.file.missing"], T["coverage.silent"]);
        return File(CoverageFile.Write(Table, words), CoverageFile.ContentType, $"do-phu-{Query.ByName}-{Wire(Query.Days.From)}.csv");
    }

    /// <summary>The address of this table, with other days or as a file.</summary>
    public string Address(DateOnly? from = null, DateOnly? to = null, string? handler = null)
    {
        var query = new QueryBuilder { { "by", Query.ByName }, { "from", Wire(from ?? Query.Days.From) }, { "to", Wire(to ?? Query.Days.To) } };
        Narrow(query);
        if (handler is not null)
            query.Add("handler", handler);
        return OtherTime.Keep(Path + query);
    }

    /// <summary>The list of exactly the items that a figure counts.</summary>
    /// <param name="row">The row; null for all of them.</param>
    /// <param name="week">The week; null for all of them.</param>
    /// <param name="appearance">Which figure (<see cref="ItemFilter.Appearing"/>).</param>
    public string List(CoverageRow? row, CoverageWeek? week, string appearance)
    {
        var query = new QueryBuilder { { "appearance", appearance }, { "from", Wire(week?.From ?? Query.Days.From) }, { "to", Wire(week?.To ?? Query.Days.To) } };
        var name = Query.By switch { CoverageBy.Type => "type", CoverageBy.Language => "lang", _ => Query.ByName };
        if (row is not null)
            query.Add(row.Key is null ? "without" : name, row.Key ?? name);
        Narrow(query, except: row is null ? null : name);
        return OtherTime.Keep("/admin/items" + query);
    }

    /// <summary>Whether the week holds the day that is looked at.</summary>
    public bool IsThis(CoverageWeek week) => week.From <= Today && Today <= week.To;

    /// <summary>'05/04–11/04'.</summary>
    public static string Days(CoverageWeek week) => $"{week.From.ToString("dd/MM", CultureInfo.InvariantCulture)}–{week.To.ToString("dd/MM", CultureInfo.InvariantCulture)}";

    /// <summary>2027-04-07.</summary>
    public static string Wire(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly Today => DateOnly.FromDateTime(clock.ToLocal(OtherTime.Shown ?? clock.Now));

    private async Task ReadAsync(Scheduler.Platform.Problems.Outcome<CoverageQuery> query, CancellationToken cancellationToken)
    {
        if (!query.Succeeded)
            Show(query.Problem);
        Query = (query.Succeeded ? query.Value : CoverageQuery.Around(Today)) with { At = OtherTime.Shown };
        Table = await reader.ReadAsync(Query, cancellationToken);
    }

    private async Task<IReadOnlyList<(string Text, string Href)>> SpansAsync(CancellationToken cancellationToken)
    {
        var usual = CoverageQuery.Around(Today).Days;
        var own = (await campaigns.ListAsync(PageRequest.First, cancellationToken)).Items.Where(one => Query.Campaign is null || one.Key == Query.Campaign).ToList();
        var high = (await peaks.BetweenAsync(Today, Today.AddDays(DaysOfPeaks), cancellationToken)).Where(peak => Query.Campaign is null || peak.Campaign == Query.Campaign).Take(MostPeaks);
        var years = own.SelectMany(one => Enumerable.Range(one.From.Year, one.To.Year - one.From.Year + 1)).DefaultIfEmpty(Today.Year).Distinct().Order().Where(year => year >= Today.Year - YearsBack && year <= Today.Year + YearsAhead);
        return
        [
            (T["coverage.spans.usual", CoverageQuery.WeeksBefore, CoverageQuery.WeeksAfter], Address(usual.From, usual.To)),
            .. high.Select(peak => (T["coverage.spans.peak", peak.Name, DeskClock.Show(peak.From), DeskClock.Show(peak.To)], Address(peak.From, peak.To))),
            .. years.Select(year => (T["coverage.spans.year", year], Address(CoverageWeek.OfYear(year).From, CoverageWeek.OfYear(year).To))),
        ];
    }

    private void Narrow(QueryBuilder query, string? except = null)
    {
        foreach (var (name, value) in new[] { ("campaign", Query.Campaign), ("lang", Query.Lang), ("type", Query.Type) })
        {
            if (value is not null && name != except)
                query.Add(name, value);
        }
    }
}

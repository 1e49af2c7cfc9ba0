using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Coverage;

/// <summary>Counts what appears by week and row. As many questions to the database for a year as for a week, whatever there is.</summary>
public sealed class CoverageReader(CmsDb db, Appearances appearances, ContentTypeCatalog types, PeakQueries peaks, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>The table of a query.</summary>
    public async Task<CoverageTable> ReadAsync(CoverageQuery query, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var high = (await peaks.BetweenAsync(query.Days.From, query.Days.To, cancellationToken)).Where(peak => query.Campaign is null || peak.Campaign == query.Campaign).ToList();
        var weeks = Enumerable.Range(0, query.Weeks).Select(index => CoverageWeek.Of(query.Days.From.AddDays(index * CoverageWeek.Days), high)).ToList();
        var found = await appearances.ReadAsync(new(Begin(query.Days.From), Begin(query.Days.To.AddDays(1)))
        {
            Type = query.Type, Lang = query.Lang, At = query.At, ValuesOf = FacetOf(query.By), Facets = query.Campaign is { } campaign ? [("campaign", campaign)] : [],
        }, cancellationToken);
        var known = (await RowsAsync(query, site, cancellationToken)).Where(row => IsWanted(row.Key, query)).ToList();
        var keys = known.ConvertAll(row => row.Key);
        var further = found.SelectMany(one => ValuesOf(one, query.By)).Distinct(StringComparer.Ordinal).Where(value => !keys.Contains(value)).Order(StringComparer.Ordinal).Select(value => (Key: value, Title: value));
        var rows = known.Concat(further).Select(row => Row(row.Key, row.Title, TargetOf(row.Key, query, site), [.. found.Where(one => ValuesOf(one, query.By).Contains(row.Key, StringComparer.Ordinal))], weeks)).ToList();
        if (found.Where(one => ValuesOf(one, query.By).Count == 0).ToList() is { Count: > 0 } silent)
            rows.Add(Row(null, "", null, silent, weeks));
        var all = Row(null, "", null, found, weeks);
        return new(query.By, query.Days.From, query.Days.To, query.At ?? clock.Now(), weeks, rows,
            [.. all.Cells.Select((cell, index) => cell with { Missing = rows.Sum(row => row.Cells[index].Missing) })], all.Total with { Missing = rows.Sum(row => row.Total.Missing) });
    }

    /// <summary>The kind of values that a version carries for the rows; null where the item itself says it.</summary>
    internal static string? FacetOf(CoverageBy by) => by is CoverageBy.Type or CoverageBy.Language ? null : by.ToString().ToLowerInvariant();

    private CoverageRow Row(string? key, string title, int? target, IReadOnlyList<Appearance> found, List<CoverageWeek> weeks)
    {
        var (cells, all) = (weeks.ConvertAll(_ => new CoverageTally()), new CoverageTally());
        foreach (var one in found)
        {
            cells[(DayOf(one.At).DayNumber - weeks[0].From.DayNumber) / CoverageWeek.Days].Add(one);
            all.Add(one);
        }

        var shown = cells.Select((tally, index) => tally.Cell(tally.MissingTo(target, key is not null && weeks[index].Peaks.Count > 0))).ToList();
        return new(key, title, target, shown, all.Cell(shown.Sum(cell => cell.Missing)));
    }

    private async Task<List<(string Key, string Title)>> RowsAsync(CoverageQuery query, SiteSettings site, CancellationToken cancellationToken)
    {
        switch (query.By)
        {
            case CoverageBy.Type:
                return [.. (await types.GetAsync(cancellationToken)).All.Select(type => (type.Name, type.Definition.DisplayName))];
            case CoverageBy.Language:
                return [.. site.Languages.Select(language => (language.Tag, language.Name))];
            default:
                var taxonomy = FacetOf(query.By);
                return [.. (await db.Terms.AsNoTracking().Where(term => term.Taxonomy == taxonomy).OrderBy(term => term.Order).ThenBy(term => term.Key).ToListAsync(cancellationToken)).Select(term => (term.Key, term.Title))];
        }
    }

    // a table of one type or language has one row of it
    private static bool IsWanted(string key, CoverageQuery query) => query.By switch
    {
        CoverageBy.Type => query.Type is null || query.Type == key,
        CoverageBy.Language => query.Lang is null || query.Lang == key,
        _ => true,
    };

    // of a table that is narrowed to less than the target counts nobody can say what is missing
    private static int? TargetOf(string key, CoverageQuery query, SiteSettings site) =>
        query.Type is not null || query.Lang is not null
            ? null
            : site.Coverage.Targets.FirstOrDefault(target => target.By == query.ByName && target.Key == key && (target.Campaign is null ? query.Campaign is null : target.Campaign == query.Campaign))?.PerWeek;

    private static IReadOnlyList<string> ValuesOf(Appearance one, CoverageBy by) => by switch
    {
        CoverageBy.Type => [one.Type],
        CoverageBy.Language => [one.Lang],
        _ => one.Values,
    };

    private DateTimeOffset Begin(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime);
}

using System.Globalization;
using System.Text.Json;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.PartnerApi;

/// <summary>The calendar: occasions, holidays and peaks for everyone; releases for those who may preview.</summary>
public sealed class CalendarAnswers(
    CmsDb db, OccasionQueries occasions, PeakQueries peaks, ReleaseQueries releases, EpochCounter epochs, InstallationOptions installation, TimeProvider clock)
{
    private const int MaxDays = 366 * 6;

    /// <summary>An entry of the calendar.</summary>
    /// <param name="Kind"><c>occasion</c>, <c>holiday</c>, <c>peak</c> or <c>release</c>.</param>
    /// <param name="Id">Its key or id.</param>
    /// <param name="Name">For people.</param>
    /// <param name="From">First day.</param>
    /// <param name="To">Last day.</param>
    /// <param name="At">The instant, for releases; null otherwise.</param>
    /// <param name="State">The state, for releases; null otherwise.</param>
    public sealed record Entry(string Kind, string Id, string Name, DateOnly From, DateOnly To, DateTimeOffset? At, ReleaseState? State);

    /// <summary>The calendar of some days.</summary>
    /// <param name="From">First day.</param>
    /// <param name="To">Last day.</param>
    /// <param name="Items">What falls in them, by first day.</param>
    public sealed record Days(DateOnly From, DateOnly To, IReadOnlyList<Entry> Items);

    /// <summary>The days of <c>?from=&amp;to=</c> in the installation's zone; without them, the year from today on.</summary>
    public Outcome<DaySpan> ReadSpan(string? from, string? to)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.Now(), installation.Zone).DateTime);
        var first = from is null ? today : Day(from);
        var last = to is null ? YearAfter(first) : Day(to);
        if (first is null || last is null || first.Value.Year < Answers.FirstYear || last.Value.Year > Answers.LastYear)
            return Problem.Malformed("day", new("'from' và 'to' là ngày như 2027-04-07.", "'from' and 'to' are days such as 2027-04-07."));
        if (last < first || last.Value.DayNumber - first.Value.DayNumber > MaxDays)
            return Problem.Malformed("span", new("'to' phải sau 'from', nhiều nhất sáu năm.", "'to' comes after 'from', by six years at most."));
        return new DaySpan(first.Value, last.Value);
    }

    /// <summary>What everyone may read.</summary>
    public async Task<Outcome<ReadyAnswer>> PublicAsync(DaySpan span, CancellationToken cancellationToken) =>
        await AnswerAsync(Answers.JsonType, JsonSerializer.SerializeToUtf8Bytes(Show(await EntriesAsync(span, cancellationToken), span), Json.Options), cancellationToken);

    /// <summary>What everyone may read, as an iCalendar file.</summary>
    public async Task<Outcome<ReadyAnswer>> PublicFileAsync(DaySpan span, CancellationToken cancellationToken) =>
        await AnswerAsync(CalendarFile.ContentType, await WriteAsync(await EntriesAsync(span, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>The same with releases.</summary>
    public async Task<Days> WithReleasesAsync(DaySpan span, CancellationToken cancellationToken) => Show(await AllEntriesAsync(span, cancellationToken), span);

    /// <summary>The file with releases.</summary>
    public async Task<byte[]> FileWithReleasesAsync(DaySpan span, CancellationToken cancellationToken) =>
        await WriteAsync(await AllEntriesAsync(span, cancellationToken), cancellationToken);

    private async Task<ReadyAnswer> AnswerAsync(string contentType, byte[] body, CancellationToken cancellationToken) =>
        new(200, contentType, body, (await epochs.ReadAsync(cancellationToken)).ChangedAt, null)
        {
            // with a token that may preview the same address shows releases too
            Vary = "Authorization",
        };

    private async Task<byte[]> WriteAsync(List<Entry> entries, CancellationToken cancellationToken) =>
        CalendarFile.Write((await SiteSettings.ReadAsync(db, cancellationToken)).SiteName, Uri.TryCreate(installation.PublicUrl, UriKind.Absolute, out var url) ? url.Host : "nq72", InOrder(entries));

    private async Task<List<Entry>> AllEntriesAsync(DaySpan span, CancellationToken cancellationToken)
    {
        var entries = await EntriesAsync(span, cancellationToken);
        var begin = WallTime.ToInstant(span.From.ToDateTime(TimeOnly.MinValue), installation.Zone);
        var end = WallTime.ToInstant(span.To.AddDays(1).ToDateTime(TimeOnly.MinValue), installation.Zone);
        foreach (var release in await releases.BetweenAsync(begin, end, cancellationToken))
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(release.At, installation.Zone).DateTime);
            entries.Add(new Entry("release", release.Id, release.Name, day, day, release.At, release.State));
        }

        return entries;
    }

    private static DateOnly? YearAfter(DateOnly? day) => day < DateOnly.MaxValue.AddYears(-1) ? day.Value.AddDays(365) : day;

    private static Days Show(List<Entry> entries, DaySpan span) => new(span.From, span.To, [.. InOrder(entries)]);

    private static IEnumerable<Entry> InOrder(List<Entry> entries) =>
        entries.OrderBy(entry => entry.From).ThenBy(entry => entry.Kind, StringComparer.Ordinal).ThenBy(entry => entry.Id, StringComparer.Ordinal);

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task<List<Entry>> EntriesAsync(DaySpan span, CancellationToken cancellationToken)
    {
        var entries = (await occasions.BetweenAsync(span.From, span.To, cancellationToken))
            .Select(occasion => new Entry(occasion.Kind.ToString().ToLowerInvariant(), occasion.Occasion, occasion.Name, occasion.From, occasion.To, null, null)).ToList();
        entries.AddRange((await peaks.BetweenAsync(span.From, span.To, cancellationToken)).Select(peak => new Entry("peak", peak.Id, peak.Name, peak.From, peak.To, null, null)));
        return entries;
    }
}

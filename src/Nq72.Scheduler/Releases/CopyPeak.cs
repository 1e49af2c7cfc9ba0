using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Plans a peak after an earlier one: each of its releases becomes a draft, as many days from the occasion and at the same time of day. The
/// preflight of a copy asks of every claim whether it is still true. Running it twice copies nothing twice.
/// </summary>
public sealed class CopyPeak
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly PeakQueries peaks;
    private readonly IContentGateway gateway;
    private readonly AuditRecorder audit;
    private readonly InstallationOptions installation;
    private readonly TimeProvider clock;

    internal CopyPeak(SchedulerDb db, UnitOfWork units, PeakQueries peaks, IContentGateway gateway, AuditRecorder audit, InstallationOptions installation, TimeProvider clock)
    {
        this.db = db;
        this.units = units;
        this.peaks = peaks;
        this.gateway = gateway;
        this.audit = audit;
        this.installation = installation;
        this.clock = clock;
    }

    /// <summary>Copies; releases that were cancelled are left out, those that cannot be copied are named with the reason.</summary>
    public async Task<Outcome<PeakCopy>> ExecuteAsync(string id, CopyPeakInput input, Actor actor, CancellationToken cancellationToken)
    {
        var target = await peaks.GetAsync(id, cancellationToken);
        if (!target.Succeeded)
            return target.Problem;
        var source = await peaks.GetAsync(input.From ?? "", cancellationToken);
        if (!source.Succeeded || source.Value.Id == id)
            return Problem.Invalid("from", "unknownPeak", $"Không có cao điểm '{input.From}' khác để chép.", $"There is no other peak '{input.From}' to copy from.");
        await using var work = await units.BeginAsync(cancellationToken);
        var now = clock.Now();
        var (first, end) = SpanOf(target.Value);
        var days = target.Value.Date.DayNumber - source.Value.Date.DayNumber;
        var made = new List<string>();
        var skipped = new List<SkippedRelease>();
        foreach (var release in await ReleasesOfAsync(source.Value, cancellationToken))
        {
            var at = Shift(release.At, days);
            // also one that was moved within the peak since
            if (await db.Set<Release>().AnyAsync(known => known.CopiedFrom == release.Id && known.State != StoredReleaseState.Cancelled && known.At >= first && known.At < end, cancellationToken))
                skipped.Add(new(release.Id, "alreadyCopied"));
            else if (at <= now)
                skipped.Add(new(release.Id, "pastInstant"));
            else
                made.Add(await CopyAsync(release, days, now, actor, cancellationToken));
        }

        if (made.Count > 0)
            audit.Record(actor, "peak.copy", "peak", id, new { from = source.Value.Id, releases = made });
        await work.CommitAsync(cancellationToken);
        return new PeakCopy(made, skipped);
    }

    private async Task<List<Release>> ReleasesOfAsync(PeakView peak, CancellationToken cancellationToken)
    {
        var (first, end) = SpanOf(peak);
        return await db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => release.At >= first && release.At < end && release.State != StoredReleaseState.Cancelled && release.State != StoredReleaseState.Retracted)
            .OrderBy(release => release.At).ThenBy(release => release.Id).ToListAsync(cancellationToken);
    }

    private (DateTimeOffset First, DateTimeOffset End) SpanOf(PeakView peak) => (
        WallTime.ToInstant(peak.From.ToDateTime(TimeOnly.MinValue), installation.Zone), WallTime.ToInstant(peak.To.AddDays(1).ToDateTime(TimeOnly.MinValue), installation.Zone));

    private async Task<string> CopyAsync(Release release, int days, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        var copy = new Release
        {
            Id = ContentIds.New(), Name = release.Name, CreatedBy = actor.Id, CreatedAt = now, Revision = 1, CopiedFrom = release.Id,
            At = Shift(release.At, days), ZoneId = installation.Zone.Id, Missed = release.Missed, MissedUntil = Shift(release.MissedUntil, days), OnNewBlock = release.OnNewBlock,
        };
        var items = release.Items.OrderBy(item => item.Position).ToList();
        var newest = await gateway.InspectAsync([.. items.Select(item => new ContentPin(item.ItemId, null))], cancellationToken);
        copy.Items.AddRange(items.Zip(newest).Where(entry => entry.Second.Exists).Select(entry => new ReleaseItem
        {
            ReleaseId = copy.Id, ItemId = entry.First.ItemId, Version = entry.Second.Version, Channels = entry.First.Channels, Until = Shift(entry.First.Until, days),
            Public = entry.First.Public, Position = entry.First.Position,
        }));
        db.Add(copy);
        return copy.Id;
    }

    private DateTimeOffset? Shift(DateTimeOffset? instant, int days) => instant is { } given ? Shift(given, days) : null;

    // the same time of day, also where clocks change between the years
    private DateTimeOffset Shift(DateTimeOffset instant, int days) => WallTime.ToInstant(TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime.AddDays(days), installation.Zone);
}

/// <summary>Which peak is copied.</summary>
/// <param name="From">Id of the earlier peak, required.</param>
public sealed record CopyPeakInput(string? From);

/// <summary>What was copied.</summary>
/// <param name="Releases">Ids of the new drafts, by instant.</param>
/// <param name="Skipped">Releases that were not copied.</param>
public sealed record PeakCopy(IReadOnlyList<string> Releases, IReadOnlyList<SkippedRelease> Skipped);

/// <summary>A release that was not copied.</summary>
/// <param name="Release">Its id.</param>
/// <param name="Reason"><c>alreadyCopied</c>, or <c>pastInstant</c>: its new instant has passed.</param>
public sealed record SkippedRelease(string Release, string Reason);

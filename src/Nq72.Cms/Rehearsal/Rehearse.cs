using Microsoft.EntityFrameworkCore;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Rehearsals;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Rehearsal;

/// <summary>
/// Runs a peak or a release on a copy: arms what is still a draft, turns the clock from instant to instant, and notes what appeared and what
/// was sent where. Works on the copy's services only.
/// </summary>
internal sealed class Rehearse(IServiceProvider copy, RehearsalReport report)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);
    private static readonly DeliveryState[] Unsettled = [DeliveryState.Scheduled, DeliveryState.Available, DeliveryState.Sending, DeliveryState.Retrying];

    private readonly Dictionary<string, IReadOnlyList<BlockRecord>> blocks = new(StringComparer.Ordinal);

    /// <summary>Why releases could not be armed, by id; those that were armed are not in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<BlockRecord>> Blocks => blocks;

    /// <summary>The releases meant by <c>--release</c> or <c>--peak</c>, read from the original: those that can still be rehearsed, earliest first.</summary>
    public static async Task<Outcome<IReadOnlyList<ReleaseView>>> FindAsync(IServiceProvider services, string? release, string? peak, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var releases = scope.ServiceProvider.GetRequiredService<ReleaseQueries>();
        if (release is not null)
        {
            var found = await releases.GetAsync(release, cancellationToken);
            return found.Succeeded ? Rehearsable([found.Value]) : found.Problem;
        }

        var asked = await scope.ServiceProvider.GetRequiredService<PeakQueries>().GetAsync(peak!, cancellationToken);
        if (!asked.Succeeded)
            return asked.Problem;
        var zone = scope.ServiceProvider.GetRequiredService<InstallationOptions>().Zone;
        var from = WallTime.ToInstant(asked.Value.From.ToDateTime(TimeOnly.MinValue), zone);
        var until = WallTime.ToInstant(asked.Value.To.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);
        return Rehearsable(await releases.BetweenAsync(from, until, cancellationToken));
    }

    /// <summary>Where the rehearsal's clock begins: ten minutes before the first thing that is sent, with what a channel gets ahead; never before now.</summary>
    public static async Task<DateTimeOffset> BeginAsync(IServiceProvider services, IReadOnlyList<ReleaseView> releases, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var leads = (await scope.ServiceProvider.GetRequiredService<ChannelQueries>().ListAsync(PageRequest.First, cancellationToken)).Items
            .ToDictionary(channel => channel.Name, channel => channel.Lead ?? TimeSpan.Zero, StringComparer.Ordinal);
        var first = releases.Min(release => release.At - release.Items.SelectMany(item => item.Channels).Select(channel => leads.GetValueOrDefault(channel)).DefaultIfEmpty().Max());
        var now = services.GetRequiredService<TimeProvider>().Now();
        return first - Before > now ? first - Before : now;
    }

    /// <summary>Runs the releases, until nothing of them is on its way any more. Returns whether everything that should have gone out did.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<ReleaseView> releases, CancellationToken cancellationToken)
    {
        var drive = copy.GetRequiredService<RehearsalDrive>();
        report.Begin(releases, drive.Now);
        await drive.TurnToAsync(drive.Now, cancellationToken);
        foreach (var release in releases.Where(release => release.State == ReleaseState.Draft))
            await ArmAsync(release, drive.Now, cancellationToken);
        await drive.TurnToAsync(drive.Now, cancellationToken);
        await NoteSentAsync(releases, cancellationToken);
        var end = releases.Max(release => release.At) + After;
        while (await NextAsync(drive, cancellationToken) is { } next && (next <= end || await IsOnTheWayAsync(releases, cancellationToken)))
        {
            var sent = await drive.TurnToAsync(next, cancellationToken);
            await NoteTimelineAsync(next, cancellationToken);
            if (sent)
                await NoteSentAsync(releases, cancellationToken);
        }

        return report.End(await CountAsync(releases, cancellationToken));
    }

    private static Outcome<IReadOnlyList<ReleaseView>> Rehearsable(IReadOnlyList<ReleaseView> found)
    {
        List<ReleaseView> ahead = [.. found.Where(release => release.State is ReleaseState.Draft or ReleaseState.Armed).OrderBy(release => release.At)];
        if (ahead.Count == 0)
            return Problem.Conflict("nothingToRehearse", new("Không có đợt phát nào còn ở phía trước để diễn tập", "There is no release ahead to rehearse"));
        return ahead;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right ?? left : left;

    private async Task ArmAsync(ReleaseView release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = copy.CreateAsyncScope();
        var armed = await scope.ServiceProvider.GetRequiredService<ArmRelease>().ExecuteAsync(release.Id, Actor.System, cancellationToken);
        if (armed.Succeeded)
            return;
        var preflight = await scope.ServiceProvider.GetRequiredService<Preflight>().OfReleaseAsync(release.Id, cancellationToken);
        var found = (preflight.Value?.Findings ?? []).Where(finding => finding.Severity == FindingSeverity.Block).Select(finding => new BlockRecord(finding.Code, finding.Message.Vi, finding.Remedy.Vi)).ToList();
        blocks[release.Id] = found.Count > 0 ? found : [new(armed.Problem.Code, armed.Problem.Title.Vi, armed.Problem.Detail?.Vi ?? "")];
        report.NotArmed(release, now, armed.Problem, preflight.Value?.Findings ?? []);
    }

    private async Task<bool> IsOnTheWayAsync(IReadOnlyList<ReleaseView> releases, CancellationToken cancellationToken) =>
        (await CountAsync(releases, cancellationToken)).Keys.Any(Unsettled.Contains);

    private async Task<DateTimeOffset?> NextAsync(RehearsalDrive drive, CancellationToken cancellationToken)
    {
        await using var scope = copy.CreateAsyncScope();
        var boundary = (await scope.ServiceProvider.GetRequiredService<TimelineMoments>().ReadAsync(drive.Now, cancellationToken)).Next;
        return Earlier(boundary, await drive.NextAsync(cancellationToken));
    }

    private async Task NoteTimelineAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var scope = copy.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CmsDb>();
        var visible = scope.ServiceProvider.GetRequiredService<VisibleItems>();
        foreach (var begun in await db.Publications.AsNoTracking().Where(publication => publication.VisibleFrom == at).OrderBy(publication => publication.ItemId).ToListAsync(cancellationToken))
        {
            // asked the way a reader asks, not read off the row
            if (await visible.FindAsync(begun.ItemId, at, cancellationToken) is { } item)
                report.Appeared(at, item);
        }

        foreach (var ended in await db.Publications.AsNoTracking().Where(publication => publication.VisibleUntil == at).OrderBy(publication => publication.ItemId).ToListAsync(cancellationToken))
        {
            if (await visible.FindAsync(ended.ItemId, at, cancellationToken) is null)
                report.Disappeared(at, ended.ItemId);
        }
    }

    private async Task NoteSentAsync(IReadOnlyList<ReleaseView> releases, CancellationToken cancellationToken)
    {
        await using var scope = copy.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<DeliveryQueries>();
        foreach (var release in releases)
        {
            var page = PageRequest.First;
            while (true)
            {
                var found = await queries.ListAsync(new DeliveryFilter(release.Id), page, cancellationToken);
                foreach (var delivery in found.Items.Where(delivery => delivery.FirstAttemptAt is not null))
                    report.Sent(delivery);
                if (found.Next is null || !Cursor.TryDecode(found.Next, out var after))
                    break;
                page = new PageRequest(PageRequest.MaxLimit, after);
            }
        }
    }

    private async Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(IReadOnlyList<ReleaseView> releases, CancellationToken cancellationToken)
    {
        await using var scope = copy.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<DeliveryQueries>();
        var total = new Dictionary<DeliveryState, int>();
        foreach (var release in releases)
        {
            foreach (var (state, count) in await queries.CountAsync(new DeliveryFilter(release.Id), cancellationToken))
                total[state] = total.GetValueOrDefault(state) + count;
        }

        return total;
    }
}

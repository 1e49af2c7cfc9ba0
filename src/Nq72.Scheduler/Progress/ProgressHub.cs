using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler.Progress;

/// <summary>
/// Tells listeners how releases and deliveries fare. While somebody listens, it asks the database once a second, and at once when this node wrote
/// something: so what other nodes do is told as well. While nobody does, it costs nothing. Thread-safe.
/// </summary>
internal sealed class ProgressHub : BackgroundService
{
    /// <summary>Listeners of a node at a time.</summary>
    public const int MostListeners = 100;

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    // a drain that writes without a pause must not have the database asked without a pause
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Behind = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<ProgressListener, bool> listeners = new();
    private readonly Dictionary<string, (StoredReleaseState State, int Revision)> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Counts, HashSet<Guid> Ids)> ended = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Guid> endings = new();
    private readonly Lock joining = new();
    private readonly DeliverySignal wake = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly ILogger<ProgressHub> log;
    private long? position;
    private bool knowsAll;

    public ProgressHub(DeliveryChanges changes, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ProgressHub> log)
    {
        (this.scopes, this.clock, this.log) = (scopes, clock, log);
        changes.Listen(_ => wake.Nudge());
        changes.ListenToEndings(ids =>
        {
            // more than a listener is told at most is a matter of the release, whose counts are told
            if (listeners.IsEmpty || ids.Count > ProgressListener.MostDeliveries)
                return;
            foreach (var id in ids)
                endings.Enqueue(id);
            wake.Nudge();
        });
    }

    /// <summary>Lets somebody listen; false where too many do.</summary>
    public bool TryJoin(ProgressListener listener)
    {
        lock (joining)
        {
            if (listeners.Count >= MostListeners)
                return false;
            listeners[listener] = true;
        }

        wake.Nudge();
        return true;
    }

    /// <summary>It listens no more.</summary>
    public void Leave(ProgressListener listener) => listeners.TryRemove(listener, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await wake.WaitAsync(listeners.IsEmpty ? Timeout.InfiniteTimeSpan : AskEvery, TimeProvider.System, stoppingToken);
            if (listeners.IsEmpty)
            {
                (position, knowsAll) = (null, false);
                known.Clear();
                ended.Clear();
                endings.Clear();
                continue;
            }

            try
            {
                await TellAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
            {
                // listeners stay: what they miss now is in the ledger, and read when the database answers again
                log.LogWarning(exception, "Listeners wait: progress could not be read");
            }

            await Task.Delay(Breath, TimeProvider.System, stoppingToken);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<ProgressReader>();
        var all = listeners.ToArray();
        var head = await reader.HeadAsync(cancellationToken);
        // nobody can be told more than waits for him at most
        var from = Math.Max(position ?? head, head - ProgressListener.MostDeliveries);
        foreach (var listener in all.Where(listener => listener.Value).Select(listener => listener.Key))
        {
            foreach (var (link, delivery) in await reader.LinksAsync(Math.Max(listener.After, from - ProgressListener.MostDeliveries), from, cancellationToken))
                listener.Offer(link, delivery);
        }

        var links = await reader.LinksAsync(from, head, cancellationToken);
        foreach (var (link, delivery) in links)
        {
            foreach (var (listener, _) in all)
                listener.Offer(link, delivery);
        }

        IReadOnlyList<ProgressListener> told = [.. all.Select(listener => listener.Key)];
        var over = await reader.DeliveriesAsync(TakeEndings(), cancellationToken);
        Tell(told, over);
        await TellReleasesAsync(reader, told, [.. links.Select(link => link.Event), .. over], cancellationToken);
        // only now: what failed on the way is told again
        position = head;
        foreach (var (listener, _) in all)
            listeners.TryUpdate(listener, false, true);
    }

    private List<Guid> TakeEndings()
    {
        var taken = new List<Guid>();
        while (endings.TryDequeue(out var id))
            taken.Add(id);
        return taken;
    }

    private static void Tell(IReadOnlyList<ProgressListener> all, IEnumerable<DeliveryEvent> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            foreach (var listener in all)
                listener.Offer(null, delivery);
        }
    }

    // what ended without an attempt has no link: its window was over, or somebody called it off, here or on another node. It is found by its
    // release having more of that kind than before; at the first look none is news
    private async Task TellEndedAsync(
        ProgressReader reader, IReadOnlyList<ProgressListener> all, IReadOnlyList<Release> releases, ILookup<string, (DeliveryState State, int Count)> counts, HashSet<Guid> toldAlready, CancellationToken cancellationToken)
    {
        foreach (var release in releases.Select(release => release.Id))
        {
            var isKnown = ended.TryGetValue(release, out var before);
            var shape = string.Join(' ', counts[release].Where(row => ProgressReader.MayHaveEnded(row.State)).OrderBy(row => row.State).Select(row => $"{row.State} {row.Count}"));
            if (isKnown && before.Counts == shape)
                continue;
            var now = await reader.EndedAsync(release, cancellationToken);
            ended[release] = (shape, [.. now.Select(delivery => delivery.Id)]);
            if (isKnown)
                Tell(all, now.Where(delivery => !before.Ids.Contains(delivery.Id) && !toldAlready.Contains(delivery.Id)));
        }
    }

    private async Task TellReleasesAsync(ProgressReader reader, IReadOnlyList<ProgressListener> all, IReadOnlyList<DeliveryEvent> touched, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var named = all.Select(listener => listener.Release).Concat(touched.Select(delivery => delivery.Release)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var wantsAll = all.Any(listener => listener.Release is null);
        var releases = await reader.ReleasesAsync(named, wantsAll, cancellationToken);
        // what is looked at for the first time is no news
        var moved = releases.Where(release => named.Contains(release.Id) || IsMoving(release, now) || (knowsAll && IsNews(release))).ToList();
        var counts = await reader.CountAsync([.. moved.Select(release => release.Id)], cancellationToken);
        await TellEndedAsync(reader, all, moved, counts, [.. touched.Select(delivery => delivery.Id)], cancellationToken);
        foreach (var release in moved)
        {
            var states = counts[release.Id].OrderBy(row => row.State).ToDictionary(row => row.State.ToString().ToLowerInvariant(), row => row.Count, StringComparer.Ordinal);
            var told = new ReleaseEvent(release.Id, release.StateAt(now), release.At, states);
            foreach (var listener in all)
                listener.Offer(told);
        }

        foreach (var release in releases)
            known[release.Id] = (release.State, release.Revision);
        knowsAll = wantsAll;
    }

    private bool IsNews(Release release) => !known.TryGetValue(release.Id, out var before) || before != (release.State, release.Revision);

    private static bool IsMoving(Release release, DateTimeOffset now) => release.State == StoredReleaseState.Armed && release.At < now + Before && release.At > now - Behind;
}

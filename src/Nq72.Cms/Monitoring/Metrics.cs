using System.Data.Common;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using Nq72.Cms.Notices;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Cms.Monitoring;

/// <summary>What <c>/metrics</c> says. The database is asked at most every five seconds, however many ask this node. Thread-safe.</summary>
internal sealed class Metrics(LedgerFigures ledger, AttemptTotals totals, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Metrics> log) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly string Version = typeof(Metrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly SemaphoreSlim reading = new(1);
    private (LedgerNumbers Ledger, IReadOnlyDictionary<NoticeSeverity, int> Notices)? known;
    private long readAt;

    /// <summary>All figures as text; without those of the database where it does not answer.</summary>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var text = new MetricsText();
        text.Family("nq72_build_info", "gauge", "The program that runs; always 1.").Sample("nq72_build_info", 1, ("version", Version));
        var read = await ReadAsync(cancellationToken);
        text.Single("nq72_database_up", "gauge", "Whether the database answered; without it the figures read from it are missing.", read is null ? 0 : 1);
        if (read is { } figures)
            Write(text, figures.Ledger, figures.Notices);
        Write(text, totals.Read());
        return text.ToString();
    }

    public void Dispose() => reading.Dispose();

    private void Write(MetricsText text, LedgerNumbers ledger, IReadOnlyDictionary<NoticeSeverity, int> notices)
    {
        var now = clock.GetUtcNow();
        text.Family("nq72_deliveries", "gauge", "Deliveries by state, of all nodes; accepted and cancelled ones are not counted.");
        foreach (var (state, count) in ledger.Deliveries)
            text.Sample("nq72_deliveries", count, ("state", Name(state)));
        text.Single("nq72_oldest_lease_age_seconds", "gauge", "Time since the lease that ends first was taken or lengthened, if its node has this node's LeaseDuration; 0 while none is held.",
            ledger.OldestLeaseAt is { } leased ? Math.Max(0, (now - leased).TotalSeconds) : 0);
        text.Single("nq72_next_due_seconds", "gauge", "Time until the next delivery is due, below 0 where one is overdue; NaN while none waits.",
            ledger.NextDueAt is { } due ? (due - now).TotalSeconds : double.NaN);
        text.Family("nq72_ladder_depth", "gauge", "Deliveries that are tried again, by attempts that failed.");
        for (var step = 1; step <= ledger.Ladder.Count; step++)
            text.Sample("nq72_ladder_depth", ledger.Ladder[step - 1], ("attempt", step < ledger.Ladder.Count ? $"{step}" : $"{step}+"));
        text.Family("nq72_destinations", "gauge", "Destinations by state.");
        foreach (var (state, count) in ledger.Destinations)
            text.Sample("nq72_destinations", count, ("state", Name(state)));
        text.Single("nq72_ledger_links_total", "counter", "Attempts and receipts of all nodes since the ledger's chain began.", ledger.Links);
        text.Family("nq72_notices", "gauge", "Notices that nobody has taken note of, by severity.");
        foreach (var severity in Enum.GetValues<NoticeSeverity>())
            text.Sample("nq72_notices", notices.GetValueOrDefault(severity), ("severity", Name(severity)));
    }

    private static void Write(MetricsText text, AttemptCounts counts)
    {
        text.Family("nq72_delivery_attempts_total", "counter", "Attempts that this node wrote down since it was started, by outcome.");
        foreach (var (outcome, count) in counts.Outcomes)
            text.Sample("nq72_delivery_attempts_total", count, ("outcome", Name(outcome)));
        text.Family("nq72_delivery_lateness_seconds", "histogram", "First attempts of this node since it was started, by how long after the intended instant they began; before it is 0.")
            .Histogram("nq72_delivery_lateness_seconds", AttemptTotals.Bounds, counts.Late, counts.LateSeconds);
    }

    private async Task<(LedgerNumbers Ledger, IReadOnlyDictionary<NoticeSeverity, int> Notices)?> ReadAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (known is not null && clock.GetElapsedTime(readAt) < Kept)
                return known;
            known = null;
            var numbers = await ledger.ReadAsync(cancellationToken);
            await using var scope = scopes.CreateAsyncScope();
            known = (numbers, await scope.ServiceProvider.GetRequiredService<NoticeQueries>().CountOpenBySeverityAsync(cancellationToken));
            readAt = clock.GetTimestamp();
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            log.LogWarning(exception, "The figures could not be read: the database does not answer");
        }
        finally
        {
            reading.Release();
        }

        return known;
    }

    private static string Name<T>(T state)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName($"{state}");
}

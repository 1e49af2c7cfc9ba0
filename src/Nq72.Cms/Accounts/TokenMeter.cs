using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts;

/// <summary>
/// Counts what is asked with each token by day, in memory, and writes it in batches: a request costs no write. Nodes add to the same rows, and
/// learn from them what the others wrote; so a day's share may be overstepped by what the others counted since this node wrote last. A node that
/// is killed loses what it had not written. Thread-safe.
/// </summary>
internal sealed class TokenMeter(IServiceScopeFactory scopes, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>For how long usage is kept: a year and the month in which it is reported on.</summary>
    public const int KeptDays = 400;

    private const string Upsert = """
        INSERT INTO token_usage (token_id, day, requests, not_modified, bytes, refused) VALUES (@token, @day, @requests, @notModified, @bytes, @refused)
        ON CONFLICT (token_id, day) DO UPDATE SET requests = token_usage.requests + excluded.requests, not_modified = token_usage.not_modified + excluded.not_modified,
            bytes = token_usage.bytes + excluded.bytes, refused = token_usage.refused + excluded.refused
        RETURNING requests
        """;

    private readonly ConcurrentDictionary<(Guid Token, DateOnly Day), TokenDay> days = new();
    private readonly SemaphoreSlim writing = new(1);
    private DateOnly tidied;

    /// <summary>A token's count of today. What all nodes wrote is looked up first where a daily share needs it.</summary>
    public async ValueTask<TokenDay> TodayAsync(ApiToken token, CancellationToken cancellationToken)
    {
        var key = (token.Id, clock.Today(installation.Zone));
        var day = days.GetOrAdd(key, static _ => new TokenDay());
        if (token.PerDay is not null && !day.IsKnown)
            day.Learn(await ReadAsync(key, cancellationToken));
        return day;
    }

    /// <summary>How long today lasts in the installation's zone.</summary>
    public TimeSpan UntilTomorrow()
    {
        var now = clock.Now();
        return WallTime.ToInstant(clock.Today(installation.Zone).AddDays(1).ToDateTime(TimeOnly.MinValue), installation.Zone) - now;
    }

    /// <summary>Writes what was counted since the last time, in one transaction, and once a day forgets what is older than <see cref="KeptDays"/>.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        var begun = new List<((Guid Token, DateOnly Day) Key, TokenDay Day, TokenCounts Counts)>();
        try
        {
            // every node in the same order: none waits for another that waits for it
            foreach (var (key, day) in days.OrderBy(entry => entry.Key.Token).ThenBy(entry => entry.Key.Day))
                begun.Add((key, day, day.Begin()));
            var written = await WriteAsync([.. begun.Where(entry => entry.Counts != default)], cancellationToken);
            foreach (var (day, total) in written)
                day.Settle(total);
        }
        finally
        {
            // what was settled has nothing to take back
            foreach (var (_, day, _) in begun)
                day.TakeBack();
            writing.Release();
        }

        var today = clock.Today(installation.Zone);
        // a request that began before midnight may still be counted
        foreach (var key in days.Keys.Where(key => key.Day < today.AddDays(-1)))
            days.TryRemove(key, out _);
        if (tidied != today)
        {
            await TidyAsync(today, cancellationToken);
            tidied = today;
        }
    }

    private async Task<List<(TokenDay Day, long Total)>> WriteAsync(IReadOnlyList<((Guid Token, DateOnly Day) Key, TokenDay Day, TokenCounts Counts)> rows, CancellationToken cancellationToken)
    {
        var written = new List<(TokenDay, long)>();
        if (rows.Count == 0)
            return written;
        await using var scope = scopes.CreateAsyncScope();
        var sql = scope.ServiceProvider.GetRequiredService<SqlDialect>();
        await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(WritePriority.Bulk, cancellationToken);
        var transaction = scope.ServiceProvider.GetRequiredService<CmsDb>().Database.CurrentTransaction!.GetDbTransaction();
        foreach (var (key, day, counts) in rows)
        {
            await using var command = sql.Command(
                transaction, Upsert, ("token", key.Token), ("day", key.Day), ("requests", counts.Requests), ("notModified", counts.NotModified), ("bytes", counts.Bytes), ("refused", counts.Refused));
            written.Add((day, (long)(await command.ExecuteScalarAsync(cancellationToken))!));
        }

        await work.CommitAsync(cancellationToken);
        return written;
    }

    private async Task<long> ReadAsync((Guid Token, DateOnly Day) key, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CmsDb>().Set<TokenUsage>().Where(usage => usage.TokenId == key.Token && usage.Day == key.Day)
            .Select(usage => usage.Requests).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task TidyAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(WritePriority.Bulk, cancellationToken);
        var oldest = today.AddDays(-KeptDays);
        await scope.ServiceProvider.GetRequiredService<CmsDb>().Set<TokenUsage>().Where(usage => usage.Day < oldest).ExecuteDeleteAsync(cancellationToken);
        await work.CommitAsync(cancellationToken);
    }
}

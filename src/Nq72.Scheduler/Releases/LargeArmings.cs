using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Finishes large releases that are <c>arming</c>, one after another: those of this node at once, and when it starts those that it died over.
/// On PostgreSQL it looks for what another node died over as often as for a dead node's deliveries; beside a SQLite file there is no other node.
/// </summary>
internal sealed class LargeArmings(ArmingSignal signal, Connections connections, SqlDialect sql, IServiceScopeFactory scopes, TimeProvider clock, ILogger<LargeArmings> log) : BackgroundService
{
    // while something is arming: another node has its lock and may die, or the database was away
    internal static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    /// <summary>How long until the next look when nothing is left to do and nobody rings.</summary>
    internal static TimeSpan SweepEvery(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? TimeSpan.FromMinutes(5) : LookAgain;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var next = LookAgain;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                next = await FinishAllAsync(stoppingToken) ? SweepEvery(connections.Provider) : LookAgain;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // the release stays 'arming', which people see, and is begun again at the next look
                log.LogError(exception, "A large release could not be armed; tried again in {Span}", next = LookAgain);
            }

            try
            {
                await signal.WaitAsync(next, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // whether nothing is left to be done by anybody
    private async Task<bool> FinishAllAsync(CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var id in await InScopeAsync(finish => finish.FindAsync(cancellationToken)))
        {
            // other nodes look as well; the server gives the lock back when this connection ends
            await using var connection = connections.Create();
            await connection.OpenAsync(cancellationToken);
            if (!await LockAsync(connection, id, cancellationToken))
            {
                isDone = false;
                continue;
            }

            await InScopeAsync(async finish =>
            {
                await finish.ExecuteAsync(id, cancellationToken);
                return true;
            });
        }

        return isDone;
    }

    private async Task<bool> LockAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        // beside a SQLite file there is one server
        if (connections.Provider == DatabaseProvider.Sqlite)
            return true;
        await using var command = sql.Command(connection, "SELECT pg_try_advisory_lock(@key)", ("key", BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)))));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<T> InScopeAsync<T>(Func<FinishArming, Task<T>> action)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<FinishArming>());
    }
}

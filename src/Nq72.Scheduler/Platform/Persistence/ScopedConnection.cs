using System.Data;
using System.Data.Common;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>The one connection of a scope (a request, a sweep): every context of the scope reads and writes through it.</summary>
public sealed class ScopedConnection(Connections connections) : IAsyncDisposable, IDisposable
{
    private DbConnection? connection;

    /// <summary>Which database this is.</summary>
    public DatabaseProvider Provider => connections.Provider;

    /// <summary>The connection; may be closed until something needs it.</summary>
    public DbConnection Connection => connection ??= connections.Create();

    internal Connections Connections => connections;

    /// <summary>The connection, open.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (Connection.State != ConnectionState.Open)
            await Connection.OpenAsync(cancellationToken);
        return Connection;
    }

    public void Dispose() => connection?.Dispose();

    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using System.Data;
using System.Data.Common;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>A connection that the drain keeps from turn to turn, and opens anew when it broke. One caller at a time.</summary>
/// <param name="connections">Makes it.</param>
/// <param name="longestSilence">Others must not wait longer than this for what a transaction on it holds and never ends.</param>
internal sealed class DrainConnection(Connections connections, TimeSpan longestSilence) : IDisposable
{
    private DbConnection? connection;

    /// <summary>The open connection.</summary>
    /// <param name="patience">On a new one: how long a command may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DbConnection> OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (connection?.State == ConnectionState.Open)
            return connection;
        Drop();
        var opened = connections.CreateOwn(patience);
        try
        {
            await opened.OpenAsync(cancellationToken);
            await connections.LimitSilenceAsync(opened, longestSilence, cancellationToken);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        return connection = opened;
    }

    /// <summary>The next one is a new one.</summary>
    public void Drop()
    {
        connection?.Dispose();
        connection = null;
    }

    public void Dispose() => Drop();
}

using System.Data.Common;
using System.Globalization;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>How long PostgreSQL lets one statement of a transaction, or the silence between two of them, last.</summary>
public sealed class ServerLimit
{
    private const string StatementTimeout = "57014";
    private const string LockTimeout = "55P03";
    private const string SilenceTimeout = "25P03";

    private readonly DatabaseProvider provider;
    private readonly DbTransaction transaction;
    private TimeSpan shortest = TimeSpan.MaxValue;

    internal ServerLimit(DatabaseProvider provider, DbTransaction transaction)
    {
        this.provider = provider;
        this.transaction = transaction;
    }

    /// <summary>Whether the server ended a transaction because its limit was over.</summary>
    public static bool Ended(Exception? exception) =>
        exception is not null && (exception is DbException { SqlState: StatementTimeout or LockTimeout or SilenceTimeout } || Ended(exception.InnerException));

    internal async Task SetAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        // of several things that must be done by an instant, the most urgent counts for the whole transaction
        if (provider == DatabaseProvider.Sqlite || span >= shortest)
            return;
        shortest = span;
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT set_config('statement_timeout', @span, true), set_config('idle_in_transaction_session_timeout', @span, true)";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "span";
        parameter.Value = ((int)Math.Clamp(Math.Ceiling(span.TotalMilliseconds), 1, int.MaxValue)).ToString(CultureInfo.InvariantCulture);
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using System.Data.Common;
using System.Globalization;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>How long PostgreSQL lets one statement of a transaction, or the silence between two of them, last.</summary>
public sealed class ServerLimit
{
    private const string StatementTimeout = "57014";
    private const string LockTimeout = "55P03";
    private const string SilenceTimeout = "25P03";

    /// <summary>How long PostgreSQL bears the silence of a transaction at most, whatever has more time.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

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

    /// <summary>Whether what ended was a span that was set here, and not only the patience that PostgreSQL has with any silent transaction.</summary>
    internal bool WasSet(Exception exception) => shortest < (IsSilence(exception) ? LongestSilence : TimeSpan.MaxValue);

    private static bool IsSilence(Exception? exception) => exception is not null && (exception is DbException { SqlState: SilenceTimeout } || IsSilence(exception.InnerException));

    internal async Task SetAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        // of several things that must be done by an instant, the most urgent counts for the whole transaction
        if (provider == DatabaseProvider.Sqlite || span >= shortest)
            return;
        shortest = span;
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT set_config('statement_timeout', @span, true), set_config('idle_in_transaction_session_timeout', @silence, true)";
        Add("span", span);
        // an instant that is days away gives nobody days to be silent with locks in hand
        Add("silence", span < LongestSilence ? span : LongestSilence);
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(string name, TimeSpan value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = ((int)Math.Clamp(Math.Ceiling(value.TotalMilliseconds), 1, int.MaxValue)).ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
        }
    }
}

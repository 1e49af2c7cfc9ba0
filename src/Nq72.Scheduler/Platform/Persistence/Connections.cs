using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Makes connections to the installation's database, each set up the same way. Thread-safe.</summary>
public sealed class Connections : IAsyncDisposable
{
    /// <summary>Name of the collation that sorts as a Vietnamese dictionary does, on both databases.</summary>
    public const string VietnameseCollation = "vietnamese";

    private const string SqliteSetup = "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;";
    private static readonly CompareInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN").CompareInfo;

    // a node that freezes or is cut off in the middle of a transaction, or of a message, holds its locks until the server gives up on it, which without this takes hours;
    // compiling a statement takes longer than any statement of ours runs
    private static readonly string ServerSettings = string.Create(
        CultureInfo.InvariantCulture, $"-c jit=off -c idle_in_transaction_session_timeout={ServerLimit.LongestSilence.TotalSeconds:0}s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3");

    private const string GssEncryption = "GSS Encryption Mode";

    // seconds after which an idle connection is asked whether it still leads anywhere: those that do not leave the pool before anybody needs them
    private const int AskIdleAfter = 10;

    private readonly DatabaseOptions options;
    private readonly NpgsqlDataSource? postgres;

    public Connections(DatabaseOptions options)
    {
        this.options = options;
        if (options.Provider == DatabaseProvider.PostgreSql)
            postgres = new NpgsqlDataSourceBuilder(Guarded(options.ConnectionString!)).Build();
    }

    /// <summary>Which database these connections lead to.</summary>
    public DatabaseProvider Provider => options.Provider;

    /// <summary>PostgreSQL's data source; null on SQLite.</summary>
    internal NpgsqlDataSource? Postgres => postgres;

    /// <summary>A closed connection; the caller disposes of it.</summary>
    public DbConnection Create() => postgres is null ? CreateSqlite(options.SqliteFile) : postgres.CreateConnection();

    /// <summary>
    /// A closed connection from no pool, for whoever keeps one: it is none that died in the pool. On PostgreSQL neither opening it nor a command
    /// on it lasts longer than the patience; that is how a network that swallows everything is noticed.
    /// </summary>
    internal DbConnection CreateOwn(TimeSpan patience)
    {
        if (postgres is null)
            return Create();
        var seconds = Math.Max((int)Math.Ceiling(patience.TotalSeconds), 1);
        return new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Guarded(options.ConnectionString!)) { Pooling = false, Timeout = seconds, CommandTimeout = seconds }.ConnectionString);
    }

    /// <summary>After a failure: when it was the connection that broke, the idle ones likely died with it and are closed, so that nobody finds them one by one.</summary>
    public void ForgetIdleAfter(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { InnerException: IOException or SocketException })
                ForgetIdle();
        }
    }

    /// <summary>Closes the connections that wait in the pool, and each that is in use when it is given back. Nothing on SQLite.</summary>
    internal void ForgetIdle() => postgres?.Clear();

    /// <summary>Points a context at a connection that someone else owns.</summary>
    internal void Use(DbContextOptionsBuilder builder, DbConnection connection, string historyTable)
    {
        if (Provider == DatabaseProvider.Sqlite)
            builder.UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(historyTable));
        else
            builder.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable(historyTable));
    }

    /// <summary>A closed connection to an SQLite file, with foreign keys, patience and the Vietnamese collation on.</summary>
    public static DbConnection CreateSqlite(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString());
        connection.CreateCollation(VietnameseCollation, (left, right) => Vietnamese.Compare(left, right, CompareOptions.None));
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState != ConnectionState.Open)
                return;
            using var setup = connection.CreateCommand();
            setup.CommandText = SqliteSetup;
            setup.ExecuteNonQuery();
        };
        return connection;
    }

    /// <summary>
    /// On an open connection: how long PostgreSQL bears the silence of a transaction before it ends the session and gives its locks away
    /// (15 s unless said otherwise; zero for ever). Nothing on SQLite.
    /// </summary>
    internal async Task LimitSilenceAsync(DbConnection connection, TimeSpan span, CancellationToken cancellationToken)
    {
        if (postgres is null)
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET idle_in_transaction_session_timeout = {(int)span.TotalMilliseconds}");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A connection string to PostgreSQL with what notices dead connections; what the installation itself says about that stays.</summary>
    internal static string Guarded(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrEmpty(builder.Options))
            builder.Options = ServerSettings;
        if (builder.KeepAlive == 0)
            builder.KeepAlive = AskIdleAfter;
        // asked for at each connection unless said so, and nothing but a Kerberos realm has it
        if (!builder.ShouldSerialize(GssEncryption))
            builder.GssEncryptionMode = GssEncryptionMode.Disable;
        return builder.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
            await postgres.DisposeAsync();
        else
            SqliteConnection.ClearAllPools();
    }
}

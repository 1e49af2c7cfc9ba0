using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Nq72.Testing.Databases;

/// <summary>
/// A throw-away PostgreSQL on a free loopback port, run as user <c>postgres</c> when the tests run as root. Most tests share one per
/// process (<see cref="SharedAsync"/>); a test that breaks its server starts one of its own (<see cref="StartNewAsync(CancellationToken)"/>).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Common = ["-c", "max_connections=300", "-c", "jit=off", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
    // commits are written, only not forced to the disk: they outlive the server's death, not the machine's
    private static readonly string[] Fast =
    [
        "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0",
        "-c", "shared_buffers=64MB", "-c", "autovacuum=off",
    ];

    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartNewAsync(CancellationToken.None));

    private readonly string folder;
    private readonly string[] options;
    private readonly ProcessOutput output = new();
    private Process? process;

    private PostgresServer(string folder, bool durable)
    {
        this.folder = folder;
        options = durable ? Common : [.. Common, .. Fast];
    }

    /// <summary>Where the newest installed server's programs lie; null where none is installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>What to say where there is none.</summary>
    public const string Missing = "PostgreSQL (Debian package postgresql)";

    /// <summary>The loopback port; stays the same over <see cref="StopAsync"/> and <see cref="StartAsync"/>.</summary>
    public int Port { get; private set; }

    /// <summary>Whether it was started and has not ended.</summary>
    public bool Runs => process is { HasExited: false };

    /// <summary>The server that the tests of this process share; started when first asked for, stopped when the process ends.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>A server of one test's own.</summary>
    public static Task<PostgresServer> StartNewAsync(CancellationToken cancellationToken) => StartNewAsync(durable: false, cancellationToken);

    /// <summary>A server of its own; a durable one forces commits to the disk as a shipped one does, for measurements.</summary>
    public static async Task<PostgresServer> StartNewAsync(bool durable, CancellationToken cancellationToken)
    {
        if (Programs is null)
            throw new InvalidOperationException($"Missing: {Missing}");
        var server = new PostgresServer(PostgresFolders.Create(), durable);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.End();
        await server.InitializeAsync(cancellationToken);
        server.Port = FreePort.Next();
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>A connection string for one of the server's databases.</summary>
    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Timeout=15;Maximum Pool Size=30;Include Error Detail=true");

    /// <summary>Runs SQL on a connection of its own.</summary>
    public async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Starts the server (again) and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        process = Run("postgres", [.. options, "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture)]);
        output.Follow(process);
        await Eventually.TrueAsync(AnswersAsync, Patience, cancellationToken, "PostgreSQL answers");
    }

    /// <summary>Stops the server as an administrator would: open transactions are rolled back.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => SignalAsync("INT", cancellationToken);

    /// <summary>Stops the server as a crash would; the next start recovers.</summary>
    public Task CrashAsync(CancellationToken cancellationToken) => SignalAsync("QUIT", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        End();
    }

    private string Data => Path.Combine(folder, "data");

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        using var make = Run("initdb", ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]);
        output.Follow(make);
        await make.WaitForExitAsync(cancellationToken);
        if (make.ExitCode != 0)
            throw new InvalidOperationException($"initdb failed ({make.ExitCode}): {output}");
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited)
            throw new InvalidOperationException($"PostgreSQL did not start ({process.ExitCode}): {output}");
        try
        {
            await ExecuteAsync("postgres", "SELECT 1", CancellationToken.None);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        if (process is null)
            return;
        PostgresFolders.Signal(folder, signal);
        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();
        process = null;
    }

    // also runs when the process ends, where nothing may be awaited any more
    private void End()
    {
        PostgresFolders.StopAndDelete(folder);
        process?.Dispose();
        process = null;
    }

    private static Process Run(string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(Programs!, program);
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        // the server refuses to run as root
        start.FileName = Environment.IsPrivilegedProcess ? "runuser" : path;
        if (Environment.IsPrivilegedProcess)
            arguments = ["-u", "postgres", "--", path, .. arguments];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")))
            : null;
}

using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Nq72.Cms.Recipes;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Monitoring;

/// <summary>
/// Whether this node should be sent requests. What was found is kept for a second, however many ask, since everybody may ask. Thread-safe.
/// </summary>
internal sealed class Readiness(
    DatabaseOptions database, Connections connections, SqlDialect sql, DatabaseSchema schema, SetUpRecord setUpRecord, SchedulerPulse pulse, IOptions<SchedulerOptions> scheduler, TimeProvider clock, ILogger<Readiness> log) : IDisposable
{
    /// <summary>How long the scheduler's loop may be without a beat.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(5);

    private static readonly LocalText DatabaseRemedy = new("Cơ sở dữ liệu không trả lời: kiểm tra máy chủ cơ sở dữ liệu và thiết lập kết nối.", "The database does not answer: look at its server and at the connection's settings.");
    private static readonly LocalText SchemaRemedy = new("Cấu trúc dữ liệu cũ hơn chương trình: chạy 'Nq72.Cms migrate' hoặc khởi động lại.", "The schema is older than the program: run 'Nq72.Cms migrate' or start again.");
    private static readonly LocalText SetUpRemedy = new("Cài đặt ban đầu chưa xong: chờ, hoặc xem nhật ký rồi khởi động lại.", "The set-up is not finished: wait, or read the log and start again.");
    private static readonly LocalText SchedulerRemedy = new("Bộ phát không chạy quá 30 giây: xem nhật ký; nếu cơ sở dữ liệu vẫn tốt, khởi động lại.", "The scheduler has stood still for 30 seconds: read the log; where the database is well, start again.");
    private static readonly LocalText DiskRemedy = new("Không ghi được vào thư mục dữ liệu: kiểm tra chỗ trống và quyền.", "The data directory cannot be written: look at free space and permissions.");

    private readonly SemaphoreSlim looking = new(1);
    private IReadOnlyList<HealthCheck>? known;
    private long lookedAt;

    // neither is undone while the program runs
    private bool migrated;
    private bool setUp;

    /// <summary>Looks at everything.</summary>
    public async Task<IReadOnlyList<HealthCheck>> LookAsync(CancellationToken cancellationToken)
    {
        await looking.WaitAsync(cancellationToken);
        try
        {
            if (known is not null && clock.GetElapsedTime(lookedAt) < Kept)
                return known;
            known = [.. await LookAtDatabaseAsync(cancellationToken), LookAtScheduler(), LookAtDisk()];
            lookedAt = clock.GetTimestamp();
            return known;
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private async Task<IReadOnlyList<HealthCheck>> LookAtDatabaseAsync(CancellationToken cancellationToken)
    {
        // a server that takes the connection and then says nothing must not hold everybody who asks
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new CancellationTokenSource(DatabasePatience, TimeProvider.System);
        await using var link = timer.Token.Register(patience.Cancel);
        try
        {
            // opening a missing SQLite file would make it
            if (database.Provider == DatabaseProvider.Sqlite && !File.Exists(database.SqliteFile))
                return WithoutDatabase();
            await AskAsync(patience.Token);
            migrated = migrated || await schema.IsCurrentAsync(patience.Token);
            if (!migrated)
                return [Ok("database"), Failed("schema", SchemaRemedy), Skipped("setUp")];
            setUp = setUp || await setUpRecord.IsFinishedAsync(patience.Token);
            return [Ok("database"), Ok("schema"), setUp ? Ok("setUp") : Failed("setUp", SetUpRemedy)];
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "Not ready: the database does not answer");
            return WithoutDatabase();
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        await using var command = sql.Command(connection, "SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private HealthCheck LookAtScheduler()
    {
        if (!scheduler.Value.Enabled)
            return Skipped("scheduler");
        return pulse.SinceBeat < LongestPause ? Ok("scheduler") : Failed("scheduler", SchedulerRemedy);
    }

    private HealthCheck LookAtDisk()
    {
        try
        {
            // a name of its own: nodes may share the folder
            var probe = Path.Combine(database.DataDirectory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "ok");
            File.Delete(probe);
            return Ok("disk");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(exception, "Not ready: the data directory cannot be written");
            return Failed("disk", DiskRemedy);
        }
    }

    private static HealthCheck[] WithoutDatabase() => [Failed("database", DatabaseRemedy), Skipped("schema"), Skipped("setUp")];

    private static HealthCheck Ok(string code) => new(code, HealthState.Ok, null);

    private static HealthCheck Skipped(string code) => new(code, HealthState.Skipped, null);

    private static HealthCheck Failed(string code, LocalText remedy) => new(code, HealthState.Failed, remedy);
}

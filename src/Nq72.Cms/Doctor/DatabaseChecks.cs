using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Doctor;

/// <summary>Whether the database is whole, guarded, and opens with its own keys.</summary>
internal sealed class DatabaseChecks(CmsDb cms, SchedulerDb scheduler, ScopedConnection connection, SqlDialect sql, EpochCounter epochs, IDataProtectionProvider protection, TimeProvider clock)
{
    // what hand-written migrations put there, and a rebuilt table would silently lose
    private static readonly string[] SqliteGuards =
    [
        "publication_no_overlap_insert", "publication_no_overlap_update", "content_version_immutable", "content_version_kept", "delivery_attempt_append_only", "delivery_attempt_excerpt",
        "delivery_attempt_kept", "receipt_append_only", "receipt_note", "receipt_kept", "ledger_head_onward", "ledger_head_kept",
    ];

    private static readonly string[] PostgresGuards = ["publication_no_overlap", .. SqliteGuards[2..]];
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    private bool IsSqlite => connection.Provider == DatabaseProvider.Sqlite;

    /// <summary>Pages, rows and references.</summary>
    public async Task<Checkup> IntegrityAsync(CancellationToken cancellationToken)
    {
        var faults = IsSqlite
            ? [.. (await TextsAsync("PRAGMA integrity_check", cancellationToken)).Where(line => line != "ok"), .. await TextsAsync("PRAGMA foreign_key_check", cancellationToken)]
            : await TextsAsync("""
                SELECT conname::text FROM pg_constraint WHERE NOT convalidated AND connamespace = 'public'::regnamespace
                UNION ALL SELECT i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE NOT x.indisvalid AND i.relnamespace = 'public'::regnamespace
                """, cancellationToken);
        return faults.Count == 0
            ? Checkup.Well("integrity", "Cơ sở dữ liệu nguyên vẹn.", "The database is whole.")
            : Checkup.Wrong("integrity", $"Cơ sở dữ liệu hỏng ({faults.Count} chỗ): {faults[0]}. Hãy phục hồi từ bản sao lưu.", $"The database is damaged ({faults.Count} faults): {faults[0]}. Restore a backup.");
    }

    /// <summary>Triggers and constraints that models cannot say.</summary>
    public async Task<Checkup> GuardsAsync(CancellationToken cancellationToken)
    {
        var there = await TextsAsync(IsSqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            : "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' UNION ALL SELECT conname::text FROM pg_constraint WHERE contype = 'x'", cancellationToken);
        var missing = (IsSqlite ? SqliteGuards : PostgresGuards).Except(there, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? Checkup.Well("guards", "Đủ các ràng buộc chống trùng lịch và chống sửa quá khứ.", "The guards against overlaps and against changing the past are there.")
            : Checkup.Wrong("guards", $"Thiếu ràng buộc: {string.Join(", ", missing)}.", $"Guards are missing: {string.Join(", ", missing)}.");
    }

    /// <summary>Whether two intervals of one item overlap although the guards are there now.</summary>
    public async Task<Checkup> TimelineAsync(CancellationToken cancellationToken)
    {
        var overlapping = await cms.Publications.Where(row => cms.Publications.Any(other => other.ItemId == row.ItemId && other.Id != row.Id
            && other.VisibleFrom <= row.VisibleFrom && (other.VisibleUntil == null || other.VisibleUntil > row.VisibleFrom))).Select(row => row.ItemId).Take(1).ToListAsync(cancellationToken);
        return overlapping.Count == 0
            ? Checkup.Well("timeline", "Không có khoảng hiển thị nào chồng nhau.", "No two intervals of an item overlap.")
            : Checkup.Wrong("timeline", $"Nội dung {overlapping[0]} có hai khoảng hiển thị chồng nhau.", $"The item {overlapping[0]} has two intervals that overlap.");
    }

    /// <summary>Whether every version is in the search index.</summary>
    public async Task<Checkup> SearchAsync(CancellationToken cancellationToken)
    {
        var missing = Convert.ToInt64(await ScalarAsync("SELECT COUNT(*) FROM content_version WHERE search_form = 0", cancellationToken), CultureInfo.InvariantCulture);
        return missing == 0
            ? Checkup.Well("search", "Chỉ mục tìm kiếm đầy đủ.", "The search index is complete.")
            : Checkup.Notice("search", $"Chỉ mục tìm kiếm còn thiếu {missing} phiên bản; hệ thống đang chạy sẽ tự bổ sung, trong lúc đó tìm chậm hơn và không xếp hạng.",
                $"The search index lacks {missing} versions; the running program adds them, and until then searching is slower and not ranked.");
    }

    /// <summary>Whether the keys in the database open the secrets in the database.</summary>
    public async Task<Checkup> KeyRingAsync(CancellationToken cancellationToken)
    {
        var protector = protection.CreateProtector(Destination.SecretPurpose);
        var locked = new List<string>();
        foreach (var destination in await scheduler.Set<Destination>().AsNoTracking().OrderBy(row => row.Channel).ThenBy(row => row.Key).ToListAsync(cancellationToken))
        {
            if (!destination.Secrets.All(secret => Opens(protector, secret)))
                locked.Add($"{destination.Channel}/{destination.Key}");
        }

        return locked.Count == 0
            ? Checkup.Well("keyRing", "Vòng khóa mở được mọi khóa ký.", "The key ring opens every signing secret.")
            : Checkup.Wrong("keyRing", $"Vòng khóa không mở được khóa ký của {locked.Count} nơi nhận: {string.Join(", ", locked.Take(5))}. Hãy đặt lại khóa.",
                $"The key ring does not open the secrets of {locked.Count} destinations: {string.Join(", ", locked.Take(5))}. Set new ones.");
    }

    /// <summary>Whether the machine and what is written agree on the time.</summary>
    public async Task<Checkup> ClockAsync(CancellationToken cancellationToken)
    {
        var machine = clock.GetUtcNow();
        if (!IsSqlite)
        {
            var server = (DateTimeOffset)DateTime.SpecifyKind((DateTime)(await ScalarAsync("SELECT clock_timestamp()", cancellationToken))!, DateTimeKind.Utc);
            if ((server - machine).Duration() > Ahead)
                return Checkup.Notice("clock", $"Đồng hồ máy này lệch đồng hồ cơ sở dữ liệu {Seconds(server - machine)} giây (giờ cơ sở dữ liệu được dùng).", $"This machine's clock is {Seconds(server - machine)} s off the database's, which counts.");
            machine = server;
        }

        var changed = (await epochs.ReadAsync(cancellationToken)).ChangedAt;
        return changed > machine + Ahead
            ? Checkup.Wrong("clock", $"Thay đổi cuối ghi ở tương lai {Seconds(changed - machine)} giây: đồng hồ đã chạy lùi. Hãy chỉnh đồng hồ trước khi phát.",
                $"The last change was written {Seconds(changed - machine)} s in the future: the clock went back. Set it right before anything goes out.")
            : Checkup.Well("clock", "Đồng hồ khớp.", "The clocks agree.");
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private static bool Opens(IDataProtector protector, string secret)
    {
        try
        {
            protector.Unprotect(secret);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private async Task<object?> ScalarAsync(string text, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(await connection.OpenAsync(cancellationToken), text);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<List<string>> TextsAsync(string text, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(await connection.OpenAsync(cancellationToken), text);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return texts;
    }
}

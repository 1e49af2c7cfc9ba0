using System.Globalization;
using System.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Composition;

/// <summary>Reads the settings that everything stands on, and says in one line what is wrong with them.</summary>
internal static class InstallationSettings
{
    public const string DefaultUrl = "http://127.0.0.1:5072";

    /// <summary>Data directory and database.</summary>
    public static DatabaseOptions ReadDatabase(IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(provider, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            throw new StartUpException($"Database:Provider là Sqlite hoặc PostgreSql, không phải '{provider}'. / Database:Provider is Sqlite or PostgreSql, not '{provider}'.");
        var connectionString = configuration.GetConnectionString("Nq72");
        if (parsed == DatabaseProvider.PostgreSql && string.IsNullOrWhiteSpace(connectionString))
            throw new StartUpException("Thiếu ConnectionStrings:Nq72 cho PostgreSQL. / ConnectionStrings:Nq72 is missing for PostgreSQL.");
        return new DatabaseOptions
        {
            Provider = parsed,
            ConnectionString = connectionString,
            DataDirectory = Path.GetFullPath(configuration["Nq72:DataDirectory"] ?? "App_Data"),
        };
    }

    /// <summary>Zone and public address.</summary>
    public static InstallationOptions ReadInstallation(IConfiguration configuration, bool isRehearsal)
    {
        var zone = configuration["Nq72:TimeZone"] ?? "Asia/Ho_Chi_Minh";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            throw new StartUpException($"Nq72:TimeZone: không có múi giờ '{zone}'. / There is no time zone '{zone}'.");
        return new InstallationOptions { Zone = found, PublicUrl = (configuration["Nq72:PublicUrl"] ?? "").TrimEnd('/'), IsRehearsal = isRehearsal };
    }

    /// <summary>The turned clock of a rehearsal copy (<c>Nq72:Clock:StartAt</c>); null for the ordinary one. Refused on a database that is no marked copy.</summary>
    public static TimeProvider? ReadClock(IConfiguration configuration, bool isRehearsal)
    {
        if (configuration["Nq72:Clock:StartAt"] is not { Length: > 0 } startAt)
            return null;
        if (!isRehearsal)
            throw new StartUpException("Nq72:Clock:StartAt chỉ dùng được trên bản sao diễn tập. / The clock can be turned only on a rehearsal copy.");
        return Instants.TryParseWire(startAt, out var instant)
            ? new ShiftedClock(TimeProvider.System, instant)
            : throw new StartUpException($"Nq72:Clock:StartAt '{startAt}' không phải thời điểm như 2027-04-07T00:00:00Z. / It is not an instant.");
    }

    /// <summary>What the machine must have: Vietnamese in ICU, a data directory that can be written.</summary>
    public static void CheckMachine(DatabaseOptions database)
    {
        if ("e\u0302\u0301".Normalize(NormalizationForm.FormC) != "ế" || CultureInfo.GetCultureInfo("vi-VN").CompareInfo.Compare("ma", "mà") >= 0)
            throw new StartUpException("Máy này thiếu ICU (chuẩn hóa và sắp xếp tiếng Việt); hãy cài libicu và tắt InvariantGlobalization. / ICU is missing: install libicu and do not set InvariantGlobalization.");
        try
        {
            Directory.CreateDirectory(database.DataDirectory);
            var probe = Path.Combine(database.DataDirectory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"Không ghi được vào thư mục dữ liệu {database.DataDirectory}: {exception.Message} / The data directory cannot be written.");
        }
    }
}

/// <summary>Why the program cannot start: one clear line for stderr, exit code 1.</summary>
internal sealed class StartUpException(string message) : Exception(message);

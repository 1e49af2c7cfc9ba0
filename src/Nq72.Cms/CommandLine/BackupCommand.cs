using System.CommandLine;
using System.Globalization;
using Nq72.Cms.Backups;
using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.CommandLine;

/// <summary><c>backup TO</c>: the whole installation as one file, while it works.</summary>
internal static class BackupCommand
{
    public static Command Make()
    {
        var to = new Argument<string>("TO") { Description = "Tệp sẽ tạo. / File to make." };
        var command = new Command("backup", "Sao lưu toàn bộ hệ thống đang chạy thành một tệp. / Back up everything into one file.") { to };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await CheckSchemaAsync(app.Services, cancellationToken);
            await StartUp.OpenAsync(app.Services, cancellationToken);
            await using var services = app.Services.CreateAsyncScope();
            var path = parsed.GetValue(to)!;
            var manifest = await services.ServiceProvider.GetRequiredService<MakeBackup>().RunAsync(path, cancellationToken);
            var bytes = new FileInfo(path).Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {manifest.Parts.Count} phần, {bytes >> 10} KB; sổ gửi tới mục {manifest.LedgerSeq} ({manifest.LedgerHash}). / Done."));
            return 0;
        }));
        return command;
    }

    // a backup before an upgrade is made by the program that is installed: it must not migrate under it
    private static async Task CheckSchemaAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var schema = services.GetRequiredService<DatabaseSchema>();
        if (!await schema.ExistsAsync(cancellationToken))
            throw new StartUpException("Chưa có cơ sở dữ liệu để sao lưu. / There is no database to back up.");
        if (!DatabaseSchema.Same(await schema.AppliedAsync(cancellationToken), schema.Known()))
            throw new StartUpException("Lược đồ không phải của phiên bản này; hãy sao lưu bằng phiên bản đang cài, hoặc chạy migrate trước. / The schema is another version's: back up with that version, or migrate first.");
    }
}

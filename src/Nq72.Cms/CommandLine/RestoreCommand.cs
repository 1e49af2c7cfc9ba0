using System.CommandLine;
using System.Globalization;
using Nq72.Cms.Backups;
using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.CommandLine;

/// <summary><c>restore FROM</c>: a backup in place of an empty installation; overdue deliveries are held.</summary>
internal static class RestoreCommand
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    public static Command Make()
    {
        var from = new Argument<string>("FROM") { Description = "Tệp sao lưu. / Backup." };
        var force = new Option<bool>("--force") { Description = "Thay hệ thống đang có (đã dừng). / Replace the (stopped) installation that is there." };
        var command = new Command("restore", "Phục hồi một bản sao lưu vào hệ thống trống. / Restore a backup into an empty installation.") { from, force };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await using var services = app.Services.CreateAsyncScope();
            var report = await services.ServiceProvider.GetRequiredService<RestoreBackup>().RunAsync(parsed.GetValue(from)!, parsed.GetValue(force), cancellationToken);
            var madeAt = TimeZoneInfo.ConvertTime(report.MadeAt, services.ServiceProvider.GetRequiredService<InstallationOptions>().Zone).ToString("dd/MM/yyyy HH:mm:ss", Vietnamese);
            Console.WriteLine($"Đã phục hồi trạng thái lúc {madeAt} ({report.Parts} phần, đã đối chiếu). {report.Held} lượt gửi quá giờ được tạm giữ, chờ người quyết định. / Restored; {report.Held} overdue deliveries are held.");
            return 0;
        }));
        return command;
    }
}

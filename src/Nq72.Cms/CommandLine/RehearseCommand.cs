using System.CommandLine;
using Nq72.Cms.Admin;
using Nq72.Cms.Composition;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Rehearsal;
using Nq72.Scheduler;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Rehearsals;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CommandLine;

/// <summary><c>rehearse --peak ID|--release ID</c>: runs it on a copy with the clock turned, and prints what would happen.</summary>
internal static class RehearseCommand
{
    public static Command Make()
    {
        var peak = new Option<string?>("--peak") { Description = "Mã cao điểm, như nq72.27-2-thay-thuoc-viet-nam.2027. / Peak." };
        var release = new Option<string?>("--release") { Description = "Mã đợt phát. / Release." };
        var keep = new Option<string?>("--keep") { Description = "Giữ bản sao trong thư mục này (phải trống). / Keep the copy in this empty folder." };
        var command = new Command("rehearse", "Diễn tập một cao điểm hay một đợt phát trên bản sao. / Rehearse on a copy.") { peak, release, keep };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(result =>
        {
            if ((result.GetValue(peak) is null) == (result.GetValue(release) is null))
                result.AddError("Cho biết --peak hoặc --release. / Say either --peak or --release.");
        });
        command.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var original = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await StartUp.OpenAsync(original.Services, cancellationToken);
            var found = await Rehearse.FindAsync(original.Services, parsed.GetValue(release), parsed.GetValue(peak), cancellationToken);
            if (!found.Succeeded)
                throw Refusal.Of(found.Problem);
            var of = parsed.GetValue(release) ?? parsed.GetValue(peak)!;
            return await RunOnCopyAsync(original, found.Value, of, parsed.GetValue(keep), cancellationToken) ? 0 : 1;
        }));
        return command;
    }

    private static async Task<bool> RunOnCopyAsync(WebApplication original, IReadOnlyList<ReleaseView> releases, string of, string? keep, CancellationToken cancellationToken)
    {
        var folder = keep is null ? Directory.CreateTempSubdirectory("nq72-rehearsal-").FullName : Path.GetFullPath(keep);
        if (keep is not null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new StartUpException($"Thư mục '{folder}' không trống. / The folder is not empty.");
        Directory.CreateDirectory(folder);
        try
        {
            return await RunAsync(original, releases, of, folder, cancellationToken);
        }
        finally
        {
            if (keep is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RunAsync(WebApplication original, IReadOnlyList<ReleaseView> releases, string of, string folder, CancellationToken cancellationToken)
    {
        var source = original.Services.GetRequiredService<DatabaseOptions>();
        var installation = original.Services.GetRequiredService<InstallationOptions>();
        var target = new DatabaseOptions { DataDirectory = folder };
        if (source.Provider == DatabaseProvider.Sqlite)
            await CopyInstallation.CopyFileAsync(source, target, cancellationToken);
        var clock = new SteppedClock(releases[0].At - Rehearse.Before);
        await using var receiver = await RecordingReceiver.StartAsync(cancellationToken);
        string[] settings =
        [
            $"--Nq72:DataDirectory={folder}", "--Database:Provider=Sqlite", "--Nq72:Scheduler:Enabled=false", $"--Nq72:TimeZone={installation.Zone.Id}",
            $"--Nq72:PublicUrl={(installation.PublicUrl.Length == 0 ? InstallationSettings.DefaultUrl : installation.PublicUrl)}", "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8",
        ];
        await using var copy = Nq72Host.Build(settings, builder => builder.Services.AddNq72Rehearsal(clock), clock);
        await copy.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        if (source.Provider != DatabaseProvider.Sqlite)
            await CopyInstallation.ExportAsync(original.Services, copy.Services, cancellationToken);
        await StartUp.OpenAsync(copy.Services, cancellationToken);
        await using (var scope = copy.Services.CreateAsyncScope())
        {
            await new RehearsalMark(original.Services.GetRequiredService<TimeProvider>().Now(), of).WriteAsync(scope.ServiceProvider.GetRequiredService<CmsDb>(), cancellationToken);
            await scope.ServiceProvider.GetRequiredService<RedirectDestinations>().RunAsync(receiver.Url, cancellationToken);
        }

        var ran = await new Rehearse(copy.Services, new RehearsalReport(Console.Out, installation, copy.Services.GetRequiredService<UiTextCatalog>())).RunAsync(releases, cancellationToken);
        var doubled = receiver.Received.Count(delivery => delivery.Value > 1);
        if (doubled > 0)
            Console.WriteLine($"LỖI: {doubled} lượt gửi đến hơn một lần. / ERROR: {doubled} deliveries arrived more than once.");
        return ran && doubled == 0;
    }
}

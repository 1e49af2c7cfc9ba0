using System.CommandLine;
using System.Text.Json;
using Nq72.Cms.Admin;
using Nq72.Cms.Composition;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Rehearsal;
using Nq72.Scheduler;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Rehearsals;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CommandLine;

/// <summary><c>rehearse --peak ID|--release ID</c>: runs it on a copy with the clock turned, and prints what would happen.</summary>
internal static class RehearseCommand
{
    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    public static Command Make()
    {
        var peak = new Option<string?>("--peak") { Description = "Mã cao điểm, như nq72.27-2-thay-thuoc-viet-nam.2027. / Peak." };
        var release = new Option<string?>("--release") { Description = "Mã đợt phát. / Release." };
        var keep = new Option<string?>("--keep") { Description = "Giữ bản sao trong thư mục này (phải trống). / Keep the copy in this empty folder." };
        var partners = new Option<string?>("--partners") { Description = "Tệp JSON: nơi nhận trục trặc thế nào, lúc nào. / How partners fail, and when." };
        var reports = new Option<string?>("--report") { Description = "Ghi rehearsal.html và rehearsal.json vào thư mục này. / Write the report into this folder." };
        var command = new Command("rehearse", "Diễn tập một cao điểm hay một đợt phát trên bản sao. / Rehearse on a copy.") { peak, release, partners, reports, keep };
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
            var asked = new Asked(parsed.GetValue(release) ?? parsed.GetValue(peak)!, parsed.GetValue(partners), parsed.GetValue(reports), parsed.GetValue(keep));
            return await RunOnCopyAsync(original, found.Value, asked, cancellationToken) ? 0 : 1;
        }));
        return command;
    }

    /// <summary>What was asked for.</summary>
    private sealed record Asked(string Of, string? Partners, string? Report, string? Keep);

    private static async Task<bool> RunOnCopyAsync(WebApplication original, IReadOnlyList<ReleaseView> releases, Asked asked, CancellationToken cancellationToken)
    {
        var script = await ReadScriptAsync(original, releases, asked.Partners, cancellationToken);
        if (asked.Report is not null)
            Directory.CreateDirectory(asked.Report);
        var folder = asked.Keep is null ? Directory.CreateTempSubdirectory("nq72-rehearsal-").FullName : Path.GetFullPath(asked.Keep);
        if (asked.Keep is not null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new StartUpException($"Thư mục '{folder}' không trống. / The folder is not empty.");
        Directory.CreateDirectory(folder);
        try
        {
            return await RunAsync(original, releases, script, asked, folder, cancellationToken);
        }
        finally
        {
            if (asked.Keep is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PartnerScript> ReadScriptAsync(WebApplication original, IReadOnlyList<ReleaseView> releases, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
            return PartnerScript.AllWell;
        if (!File.Exists(file))
            throw new StartUpException($"Không có tệp '{file}'. / There is no such file.");
        await using var scope = original.Services.CreateAsyncScope();
        var channels = (await scope.ServiceProvider.GetRequiredService<ChannelQueries>().ListAsync(PageRequest.First, cancellationToken)).Items;
        var read = PartnerScriptFile.Read(await File.ReadAllTextAsync(file, cancellationToken), channels, releases[0].At);
        return read.Succeeded ? read.Value : throw new StartUpException($"{file}: {Explain(read.Problem)}");
    }

    private static string Explain(Problem problem) => problem.Errors.Count == 0
        ? $"{problem.Detail?.Vi ?? problem.Title.Vi} / {problem.Detail?.En ?? problem.Title.En}"
        : string.Join(' ', problem.Errors.Select(error => $"{error.Field}: {error.Message.Vi} / {error.Message.En}"));

    private static async Task<bool> RunAsync(
        WebApplication original, IReadOnlyList<ReleaseView> releases, PartnerScript script, Asked asked, string folder, CancellationToken cancellationToken)
    {
        var source = original.Services.GetRequiredService<DatabaseOptions>();
        var installation = original.Services.GetRequiredService<InstallationOptions>();
        var target = new DatabaseOptions { DataDirectory = folder };
        if (source.Provider == DatabaseProvider.Sqlite)
            await CopyInstallation.CopyFileAsync(source, target, cancellationToken);
        var copied = original.Services.GetRequiredService<TimeProvider>().Now();
        var clock = new SteppedClock(await Rehearse.BeginAsync(original.Services, releases, cancellationToken));
        var begin = clock.Now();
        await using var receiver = await RecordingReceiver.StartAsync(cancellationToken);
        string[] settings =
        [
            $"--Nq72:DataDirectory={folder}", "--Database:Provider=Sqlite", "--Nq72:Scheduler:Enabled=false", $"--Nq72:TimeZone={installation.Zone.Id}",
            $"--Nq72:PublicUrl={(installation.PublicUrl.Length == 0 ? InstallationSettings.DefaultUrl : installation.PublicUrl)}", "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8",
        ];
        await using var copy = Nq72Host.Build(settings, builder => builder.Services.AddNq72Rehearsal(clock).AddScoped<ReadRecord>().AddScoped<CountDoubled>(), clock);
        await copy.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        if (source.Provider != DatabaseProvider.Sqlite)
            await CopyInstallation.ExportAsync(original.Services, copy.Services, cancellationToken);
        await CopyInstallation.ScrubAsync(copy.Services, cancellationToken);
        await StartUp.OpenAsync(copy.Services, cancellationToken);
        await using (var scope = copy.Services.CreateAsyncScope())
        {
            await new RehearsalMark(copied, asked.Of).WriteAsync(scope.ServiceProvider.GetRequiredService<CmsDb>(), cancellationToken);
            await scope.ServiceProvider.GetRequiredService<RedirectDestinations>().ForgetOriginalsAsync(cancellationToken);
        }

        receiver.Play(script, clock, copy.Services.GetRequiredService<PartnerWaits>());
        copy.Services.GetRequiredService<RehearsalDrive>().MeetAt(receiver.Addresses, script);
        var rehearse = new Rehearse(copy.Services, new RehearsalReport(Console.Out, installation, copy.Services.GetRequiredService<UiTextCatalog>()));
        var passed = await rehearse.RunAsync(releases, cancellationToken);
        await using var after = copy.Services.CreateAsyncScope();
        var doubled = await after.ServiceProvider.GetRequiredService<CountDoubled>().RunAsync(receiver.Taken, cancellationToken);
        if (doubled > 0)
            Console.WriteLine($"LỖI: {doubled} lượt gửi đến hơn một lần. / ERROR: {doubled} deliveries arrived more than once.");
        passed &= doubled == 0;
        if (asked.Report is not null)
        {
            await WriteReportAsync(copy, asked.Report, new RehearsalRun
            {
                Of = asked.Of, CopiedAt = copied, Zone = installation.Zone, Partners = [.. script.Rules.Select(rule => PartnerWords.Of(rule, installation.Zone))], Releases = releases,
                Blocks = rehearse.Blocks, From = begin, Until = clock.Now(), Passed = passed, Doubled = doubled,
            }, cancellationToken);
        }

        return passed;
    }

    private static async Task WriteReportAsync(WebApplication copy, string folder, RehearsalRun run, CancellationToken cancellationToken)
    {
        await using var scope = copy.Services.CreateAsyncScope();
        var record = await scope.ServiceProvider.GetRequiredService<ReadRecord>().RunAsync(run, cancellationToken);
        var page = Path.GetFullPath(Path.Combine(folder, "rehearsal.html"));
        await File.WriteAllTextAsync(Path.Combine(folder, "rehearsal.json"), JsonSerializer.Serialize(record, Indented), cancellationToken);
        await File.WriteAllTextAsync(page, new RehearsalPage(record, run.Zone, copy.Services.GetRequiredService<UiTextCatalog>()).Write(), cancellationToken);
        Console.WriteLine($"Báo cáo / Report: {page}");
    }
}

using System.Diagnostics;
using System.Text.Json;
using Nq72.Cms.Backups;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Backups;

/// <summary><c>backup</c>, <c>restore</c> and <c>doctor</c> of the built program.</summary>
public sealed class BackupVerbTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Backup_restore_and_doctor_by_verbs(DatabaseProvider provider)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("b.zip");
        await using var source = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await using var target = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var (there, here) = (new CmsSettings { Database = source }, new CmsSettings { Database = target });
        Assert.Equal(1, (await CmsProcess.RunAsync(there, Token, "backup", file)).ExitCode);
        Assert.Equal(1, (await CmsProcess.RunAsync(there, Token, "doctor")).ExitCode);
        Assert.Equal(0, (await CmsProcess.RunAsync(there, Token, "migrate")).ExitCode);

        await SucceedAsync(there, "backup", file);
        await SucceedAsync(here, "restore", file);
        var again = await CmsProcess.RunAsync(here, Token, "restore", file);
        var doctor = await CmsProcess.RunAsync(here, Token, "doctor", "--json");

        Assert.Equal((1, 1), (again.ExitCode, again.Error.Trim().Split('\n').Length));
        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Error);
        using var found = JsonDocument.Parse(doctor.Output);
        Assert.True(found.RootElement.GetProperty("well").GetBoolean());
        Assert.Contains("ledger", found.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Backup_that_is_killed_leaves_no_file_with_the_final_name()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("b.zip");
        await using var database = await DatabaseTemplate.CreateEmptyAsync(DatabaseProvider.Sqlite, Token);
        var settings = new CmsSettings { Database = database };
        Assert.Equal(0, (await CmsProcess.RunAsync(settings, Token, "migrate")).ExitCode);
        // a pipe that nobody writes to: the backup stands still in the middle until it is killed
        var pipe = Path.Combine(Directory.CreateDirectory(Path.Combine(database.DataDirectory, "media")).FullName, "never.webp");
        using (var make = Process.Start("mkfifo", [pipe]))
            await make.WaitForExitAsync(Token);

        using (var backup = Process.Start(new ProcessStartInfo("dotnet", [CmsProcess.Program, "backup", file, $"--Nq72:DataDirectory={database.DataDirectory}"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!)
        {
            await Eventually.TrueAsync(() => File.Exists(file + MakeBackup.PartialEnding), TimeSpan.FromSeconds(60), Token);
            backup.Kill();
            await backup.WaitForExitAsync(Token);
        }

        Assert.False(File.Exists(file));
        File.Delete(pipe);
        await SucceedAsync(settings, "backup", file);
        Assert.Equal([file], Directory.EnumerateFiles(folder.Path));
    }

    private static async Task SucceedAsync(CmsSettings settings, params string[] verb)
    {
        var ended = await CmsProcess.RunAsync(settings, Token, verb);
        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
    }
}

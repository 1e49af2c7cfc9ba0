using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nq72.Cms.Backups;
using Nq72.Cms.Composition;

namespace Nq72.Benchmarks;

/// <summary>A backup of some thousand items while four writers write, and its restore into an empty folder. The baseline is the writing without a backup.</summary>
internal static class BackupBenchmark
{
    private const int Items = 3000;
    private const int Writers = 4;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nq72-benchmark-backup-").FullName;
        try
        {
            await using var installation = await Installation.StartAsync("--Nq72:Scheduler:Enabled=false");
            for (var number = 0; number < Items; number++)
                await WriteAsync(installation, number);
            var alone = await WhileWritingAsync(installation, () => Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System));

            var file = Path.Combine(folder, "backup.zip");
            var clock = Stopwatch.StartNew();
            var beside = await WhileWritingAsync(installation, async () =>
            {
                await using var scope = installation.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<MakeBackup>().RunAsync(file, CancellationToken.None);
                clock.Stop();
            });
            Console.WriteLine($"Backup of {Items} items, SQLite {installation.DatabaseBytes >> 20} MB, {Writers} writers: {clock.Elapsed.TotalSeconds:F2} s, file {new FileInfo(file).Length >> 10} KB; slowest write {beside:F0} ms, without a backup {alone:F0} ms");

            clock.Restart();
            await using var target = Nq72Host.Build([$"--Nq72:DataDirectory={Path.Combine(folder, "restored")}"], builder => builder.Logging.ClearProviders());
            await using var services = target.Services.CreateAsyncScope();
            await services.ServiceProvider.GetRequiredService<RestoreBackup>().RunAsync(file, force: false, CancellationToken.None);
            Console.WriteLine($"  restored, every part checked: {clock.Elapsed.TotalSeconds:F2} s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The slowest write, in milliseconds, while something is done.</summary>
    private static async Task<double> WhileWritingAsync(Installation installation, Func<Task> something)
    {
        using var end = new CancellationTokenSource();
        var slowest = new double[Writers];
        var writing = Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var number = 0; !end.IsCancellationRequested; number++)
            {
                var began = Stopwatch.GetTimestamp();
                await WriteAsync(installation, number);
                slowest[writer] = Math.Max(slowest[writer], Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }).ToList();
        await something();
        await end.CancelAsync();
        await Task.WhenAll(writing);
        return slowest.Max();
    }

    private static Task<JsonNode> WriteAsync(Installation installation, int number) => installation.SendAsync(HttpMethod.Post, "/api/v1/manage/items", new JsonObject
    {
        ["type"] = "Article",
        ["lang"] = "vi",
        ["title"] = $"Bài đo sao lưu số {number}",
        ["fields"] = new JsonObject { ["body"] = string.Concat(Enumerable.Repeat("Sức khỏe là vốn quý, mỗi người hãy biết giữ gìn.\n\n", 20)) },
    });
}

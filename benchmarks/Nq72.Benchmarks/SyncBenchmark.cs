using System.Diagnostics;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing;

namespace Nq72.Benchmarks;

/// <summary>
/// The reference clients of <c>docs/quickstart</c>, as a partner would run them, taking everything from an installation of fifty thousand articles;
/// then once more, when nothing changed. The baseline fetches the same pages and does nothing with them.
/// </summary>
internal static class SyncBenchmark
{
    private static readonly int Articles = Scale.Of(50_000);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.EndsWith("2 nodes", StringComparison.Ordinal))
                await RunOnAsync(name, settings);
        }
    }

    private static async Task RunOnAsync(string database, string[] settings)
    {
        await using var installation = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
        await new Archive { Articles = Articles, Texts = Math.Min(Articles, 1000), Searchable = false, Newest = TimeProvider.System.Now() }.FillAsync(installation);
        var (fetched, bytes) = await FetchAsync(installation);
        Console.WriteLine($"{Articles} changes by delta sync, {database}: fetched alone {fetched.TotalSeconds:F1} s ({bytes >> 20} MB)");
        var folder = Directory.CreateTempSubdirectory("nq72-benchmark-sync-").FullName;
        try
        {
            // in a folder of their own, as a partner's; what 'dotnet run sync.cs' builds at its first run is no part of it
            foreach (var file in new[] { "sync.mjs", "sync.cs" })
                File.Copy(RepositoryRoot.Combine("docs", "quickstart", file), Path.Combine(folder, file));
            await RunAsync(folder, "dotnet", "build", "sync.cs", "-o", "built", "-v", "q");
            foreach (var client in new[] { new[] { "node", "sync.mjs" }, ["dotnet", Path.Combine("built", "sync.dll")] })
            {
                var copy = Path.Combine(folder, $"{client[0]}.json");
                var (first, said) = await RunAsync(folder, [.. client, installation.Url, copy]);
                var (again, _) = await RunAsync(folder, [.. client, installation.Url, copy]);
                Console.WriteLine($"  {Path.GetFileName(client[1]),-9} {first.TotalSeconds:F1} s, ratio {fetched / first:F2} ({said.Trim()}; the copy has {new FileInfo(copy).Length >> 20} MB); nothing new: {again.TotalSeconds:F1} s");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(TimeSpan Elapsed, long Bytes)> FetchAsync(Installation installation)
    {
        var clock = Stopwatch.StartNew();
        long bytes = 0;
        var since = "";
        for (var more = true; more;)
        {
            var page = await installation.Http.GetByteArrayAsync($"/api/v1/sync?limit=1000{since}");
            bytes += page.Length;
            using var read = System.Text.Json.JsonDocument.Parse(page);
            more = read.RootElement.GetProperty("more").GetBoolean();
            since = $"&since={read.RootElement.GetProperty("next").GetString()}";
        }

        return (clock.Elapsed, bytes);
    }

    private static async Task<(TimeSpan Elapsed, string Said)> RunAsync(string folder, params string[] command)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (clock.Elapsed, said) : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {said}");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Nq72.Benchmarks;

/// <summary>
/// A week's plan of the campaign's 65 communes over HTTP: twenty articles of a page sent to all of them, the recipe's slogans in turns; made, made again without a change, and every commune's scripts of the week read.
/// The baseline is the reading of 455 days of which nothing is planned.
/// </summary>
internal static class PlansBenchmark
{
    private const string Manage = "/api/v1/manage";
    private const int Days = 7;

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.Contains("nodes", StringComparison.Ordinal))
                await MeasureAsync(name, settings);
        }
    }

    private static async Task MeasureAsync(string name, string[] settings)
    {
        await using var installation = await Installation.StartAsync([.. settings, "--Nq72:Scheduler:Enabled=false"]);
        var at = Newsroom.In(TimeSpan.FromDays(2));
        await Newsroom.ArmAsync(installation, "loa-xa", await Newsroom.ApproveItemsAsync(installation, Scale.Of(20, 2)), at);
        var first = DateOnly.FromDateTime(at.AddHours(7).DateTime).AddDays(1);
        var places = (await installation.SendAsync(HttpMethod.Get, $"{Manage}/places"))["items"]!.AsArray().Select(place => (string)place!["code"]!).ToList();

        var (made, making) = await TimedAsync(() => installation.SendAsync(HttpMethod.Post, $"{Manage}/loudspeaker/plans", new JsonObject { ["from"] = Wire(first), ["days"] = Days }));
        var (_, again) = await TimedAsync(() => installation.SendAsync(HttpMethod.Post, $"{Manage}/loudspeaker/plans", new JsonObject { ["from"] = Wire(first), ["days"] = Days }));
        var (over, reading) = await TimedAsync(() => ReadAsync(installation, places, first));
        var (_, empty) = await TimedAsync(() => ReadAsync(installation, places, first.AddDays(100)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Week's plan, {name}: {made["placed"]} broadcasts in {places.Count} communes, {made["unplaced"]} without a place; made in {making:F2} s, again without a change {again:F2} s; {places.Count * Days} days' scripts read in {reading:F2} s ({reading / empty:F1} of empty days), {over} slots too long; process {Environment.WorkingSet >> 20} MB"));
    }

    // how many slots are longer than they may be
    private static async Task<int> ReadAsync(Installation installation, List<string> places, DateOnly first)
    {
        var over = 0;
        foreach (var place in places)
        {
            for (var day = 0; day < Days; day++)
                over += (await installation.SendAsync(HttpMethod.Get, $"/api/v1/loudspeaker/{place}/{Wire(first.AddDays(day))}"))["slots"]!.AsArray().Count(slot => !(bool)slot!["fits"]!);
        }

        return over;
    }

    private static async Task<(T Result, double Seconds)> TimedAsync<T>(Func<Task<T>> run)
    {
        var clock = Stopwatch.StartNew();
        var result = await run();
        return (result, clock.Elapsed.TotalSeconds);
    }

    private static string Wire(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

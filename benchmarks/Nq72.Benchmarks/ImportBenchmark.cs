using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// Articles brought in by a recipe: one <c>content</c> step, published, each with a text of a page, over the API. The baseline is the same
/// number of articles written by a few statements of SQL. Then the same file again, which changes nothing.
/// </summary>
internal static class ImportBenchmark
{
    private static readonly int Items = Scale.Of(20_000);

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
        await using var installation = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", $"--Nq72:Recipes:MaxBytes={1 << 30}", .. settings]);
        var file = Path.Combine(Path.GetTempPath(), $"nq72-benchmark-{Guid.NewGuid():N}.recipe.json");
        try
        {
            await WriteAsync(file, await Prose.ReadAsync(installation));
            Console.WriteLine($"{Items} items by recipe ({new FileInfo(file).Length >> 20} MB), {database}:");
            var first = await SendAsync(installation, file, created: Items);
            using var process = Process.GetCurrentProcess();
            var memory = process.WorkingSet64 >> 20;
            var again = await SendAsync(installation, file, created: 0);
            var clock = Stopwatch.StartNew();
            await new Archive { Articles = Items, Texts = Items, Newest = TimeProvider.System.Now() }.FillAsync(installation);
            var bare = clock.Elapsed;
            Console.WriteLine($"  {Items / first.TotalSeconds:F0} items/s ({first.TotalSeconds:F1} s), working set then {memory} MB; again, nothing to do: {again.TotalSeconds:F1} s; as many rows by bare SQL {Items / bare.TotalSeconds:F0}/s, ratio {bare / first:F2}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<TimeSpan> SendAsync(Installation installation, string file, int created)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromHours(1) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Installation.Token);
        await using var body = File.OpenRead(file);
        var clock = Stopwatch.StartNew();
        using var response = await http.PostAsync($"{installation.Url}/api/v1/manage/recipes", new StreamContent(body));
        var elapsed = clock.Elapsed;
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} {text[..Math.Min(text.Length, 2000)]}");
        return (int)JsonNode.Parse(text)!["steps"]![0]!["created"]! == created ? elapsed : throw new InvalidOperationException(text[..Math.Min(text.Length, 2000)]);
    }

    private static async Task WriteAsync(string file, Prose prose)
    {
        await using var output = File.Create(file);
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("name", "benchmark");
        json.WriteStartArray("steps");
        json.WriteStartObject();
        json.WriteString("name", "content");
        json.WriteStartArray("data");
        for (var number = 0; number < Items; number++)
        {
            Item(number, prose).WriteTo(json);
            if (number % 100 == 0)
                await json.FlushAsync();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static JsonObject Item(int number, Prose prose) => new()
    {
        ["ContentItemId"] = Id('c', number),
        ["ContentItemVersionId"] = Id('d', number),
        ["ContentType"] = "Article",
        ["DisplayText"] = prose.Title(number),
        ["Latest"] = true,
        ["Published"] = true,
        ["TitlePart"] = new JsonObject { ["Title"] = prose.Title(number) },
        ["LocalizationPart"] = new JsonObject { ["Culture"] = "vi" },
        ["AutoroutePart"] = new JsonObject { ["Path"] = $"nhap-{number.ToString(CultureInfo.InvariantCulture)}" },
        ["EditorialPart"] = new JsonObject { ["Summary"] = prose.Body(number, 1), ["Tags"] = new JsonArray("nhập", $"nhóm {number % 50}"), ["Genre"] = "bai", ["Authority"] = "Sở Y tế" },
        ["Article"] = new JsonObject { ["Body"] = new JsonObject { ["Markdown"] = prose.Body(number, 15) } },
    };

    private static string Id(char first, int number) => first + number.ToString(CultureInfo.InvariantCulture).PadLeft(25, '0');
}

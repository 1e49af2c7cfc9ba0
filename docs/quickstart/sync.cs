// Keeps a copy of what an Nq72 installation shows. usage: dotnet run sync.cs BASE_URL FILE
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

var (url, file) = (args[0].TrimEnd('/'), args[1]);
using var http = new HttpClient();
if (Environment.GetEnvironmentVariable("NQ72_TOKEN") is { Length: > 0 } token)
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

var copy = File.Exists(file) ? JsonNode.Parse(await File.ReadAllBytesAsync(file))!.AsObject() : Empty();
var (kept, removed, stored) = (0, 0, Stopwatch.GetTimestamp());
for (var more = true; more;)
{
    using var answer = await http.GetAsync($"{url}/api/v1/sync?limit=1000{((string?)copy["since"] is { } since ? "&since=" + since : "")}");
    if (answer.StatusCode == HttpStatusCode.Gone)
    {
        // the installation was restored from a backup: begin again
        copy = Empty();
        continue;
    }

    if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
    {
        await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5));
        continue;
    }

    var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    if (!answer.IsSuccessStatusCode)
        throw new InvalidOperationException($"{(int)answer.StatusCode} {page["code"]}: {page["detail"] ?? page["title"]}");
    var items = copy["items"]!.AsObject();
    foreach (var change in page["changes"]!.AsArray())
    {
        if ((string?)change!["op"] == "upsert")
        {
            items[(string)change["item"]!["id"]!] = change["item"]!.DeepClone();
            kept++;
        }
        else
        {
            items.Remove((string)change["id"]!);
            removed++;
            if ((string?)change["reason"] == "retracted")
                Console.WriteLine($"taken back: {change["id"]}; tell your readers");
        }
    }

    copy["since"] = (string?)page["next"];
    more = (bool)page["more"]!;
    // the changes and the place they lead to are stored together, or neither is; the whole copy is written, so not after each page
    if (more && Stopwatch.GetElapsedTime(stored) < TimeSpan.FromSeconds(10))
        continue;
    await using (var output = File.Create(file + ".new"))
    await using (var json = new Utf8JsonWriter(output))
        copy.WriteTo(json);
    File.Move(file + ".new", file, overwrite: true);
    stored = Stopwatch.GetTimestamp();
}

Console.WriteLine($"{kept} stored, {removed} taken out, {copy["items"]!.AsObject().Count} in the copy");

static JsonObject Empty() => new() { ["since"] = null, ["items"] = new JsonObject() };

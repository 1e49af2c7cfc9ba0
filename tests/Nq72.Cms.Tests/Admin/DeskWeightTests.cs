using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Admin;

/// <summary>What a first look at the desk fetches besides the page itself: its scripts and styles, as a published program sends them.</summary>
public sealed partial class DeskWeightTests
{
    private const int MostBytes = 150_000;

    // every kind of page but the editor, which brings along what Markdown, pasting and uploads need
    private static readonly string[] Pages =
    [
        "/admin", "/admin/items", "/admin/approvals", "/admin/languages", "/admin/calendar", "/admin/coverage", "/admin/releases", "/admin/releases/new", "/admin/deliveries", "/admin/retractions", "/admin/channels",
        "/admin/media", "/admin/spoken", "/admin/notices", "/admin/audit", "/admin/people", "/admin/me", "/admin/settings", "/admin/settings/places", "/admin/help",
    ];

    private readonly Dictionary<string, (long Bytes, IReadOnlyList<string> Brought)> known = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scripts_and_styles_of_a_first_load_are_light()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", CreateAccount.AdministratorRole), Token);

        foreach (var path in Pages)
        {
            var page = await browser.GetAsync(path, Token);
            Assert.Equal((path, HttpStatusCode.OK), (path, page.Status));
            var files = await FetchedAsync(host, page.Text);
            var sum = files.Sum(file => known[file].Bytes);
            TestContext.Current.SendDiagnosticMessage($"{path}: {sum} bytes in {files.Count} files, scripts {files.Where(file => file.EndsWith(".js", StringComparison.Ordinal)).Sum(file => known[file].Bytes)}");
            Assert.True(sum <= MostBytes, $"{path} fetches {sum} bytes:\n{string.Join('\n', files.OrderByDescending(file => known[file].Bytes).Select(file => $"{known[file].Bytes,8} {file}"))}");
            // the sum is of everything: what makes the desk lively, what it looks like
            Assert.Contains("/dist/htmx.js", files);
            Assert.Contains("/desk/tokens.css", files);
        }

        // and what a page brings of its own
        Assert.Contains("/dist/upload.js", known.Keys);
        Assert.All(known, file => Assert.True(file.Value.Bytes > 0, $"{file.Key} is empty"));
    }

    private async Task<IReadOnlyCollection<string>> FetchedAsync(CmsHost host, string page)
    {
        var fetched = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(Loaded().Matches(page).Select(match => match.Groups["path"].Value));
        Assert.True(waiting.Count > 10, $"A page names {waiting.Count} files: the pattern no longer sees them.");
        while (waiting.TryDequeue(out var file))
        {
            if (!fetched.Add(file))
                continue;
            if (!known.ContainsKey(file))
                known[file] = await WeighAsync(new Uri(host.Url, file));
            foreach (var brought in known[file].Brought)
                waiting.Enqueue(brought);
        }

        return fetched;
    }

    // A published program holds every file in Brotli at its smallest and sends that to whoever takes it; one that was only built sends files unpacked.
    // So it is packed here as publishing does.
    private static async Task<(long Bytes, IReadOnlyList<string> Brought)> WeighAsync(Uri file)
    {
        using var reader = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        var sent = await reader.GetByteArrayAsync(file, Token);
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await brotli.WriteAsync(sent, Token);
        var brought = Brought().Matches(Encoding.UTF8.GetString(sent)).Select(match => new Uri(file, match.Groups["path"].Value).AbsolutePath);
        return (packed.Length, [.. brought]);
    }

    [GeneratedRegex("<(script[^>]* src|link rel=\"stylesheet\" href|link rel=\"modulepreload\" href)=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loaded();

    // what one module names of another, and one style sheet of another
    [GeneratedRegex("(^|;)\\s*(import|export)\\b[^;'\"]*[\"'](?<path>\\.[^\"']+)[\"']|@import\\s+(url\\()?[\"'](?<path>[^\"']+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Brought();
}

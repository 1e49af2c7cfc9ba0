using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>
/// The document and the program say the same: every operation of the document is called, and each answer, good or bad, and each body that was
/// taken is valid by it. A validator that nobody here wrote decides.
/// </summary>
public sealed partial class ContractTests
{
    private const string Document = "/openapi/v1.json";

    // what no walk on one small installation comes to: a release of more than 5,000 deliveries, a full disk, an upload a day old, two goes at once
    private static readonly string[] OutOfReach =
        ["ArmRelease 202", "UploadMedia 507", "BeginUpload 507", "ContinueUpload 507", "ContinueUpload 410", "ContinueUpload 423", "GetUpload 410", "GetUpload 423", "DropUpload 423", "PlanBroadcasts 409"];

    private static readonly string ExampleFile = RepositoryRoot.Combine("src", "Nq72.Cms", "Composition", "openapi-examples.json");

    /// <summary>
    /// Also the document's examples: each is valid and has the members that came this time too, every operation has one of its request, of success and
    /// of each error that it names. They are recorded here: <c>NQ72_ACCEPT_OPENAPI=1</c> writes them anew; then build, and take the document over
    /// (<see cref="OpenApiTests"/>).
    /// </summary>
    [Fact]
    public async Task Every_operation_answers_as_the_document_says()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var receiver = await RecordingReceiver.StartNewAsync(cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72", Further = new Dictionary<string, string?> { ["Nq72:Feeds:Hubs:0"] = $"{receiver.Url}hub" } }, cancel);
        var exchanges = new ConcurrentQueue<Exchange>();
        using var desk = Client(cms, exchanges, CmsSettings.BootstrapToken);
        using var reader = Client(cms, exchanges, null);
        using var watch = cms.Client(CmsSettings.BootstrapToken);
        using var stranger = Client(cms, exchanges, new string('x', 40));
        var document = (await reader.GetAsync(Document, cancel)).ExpectSuccess().Text;

        await new ApiTour(desk, reader, watch, receiver, cancel).WalkAsync();
        await new MediaTour(desk, cancel).WalkAsync();
        await new PosterTour(desk, cancel).WalkAsync();
        await new SpokenTour(desk, cancel).WalkAsync();
        await new BroadcastTour(desk, reader, cancel).WalkAsync();
        await new PeopleTour(desk, cancel).WalkAsync();
        await new RefusalTour(JsonNode.Parse(document)!, desk, reader, stranger, token => Client(cms, exchanges, token), cancel).WalkAsync();

        var asked = exchanges.Where(exchange => exchange.Path != Document).ToList();
        var accepts = Environment.GetEnvironmentVariable("NQ72_ACCEPT_OPENAPI") == "1";
        var words = new[]
        {
            (cms.Url.ToString().TrimEnd('/'), "https://noidung.example.vn"), (receiver.Url.ToString().TrimEnd('/'), "https://doi-tac.example.vn"), (cms.Url.Host, "noidung.example.vn"),
            ("\"bootstrap\"", "\"Tòa soạn\""), ("\"2031-", "\"2027-"), (".2031\"", ".2027\""), ("\"2032-", "\"2028-"), (".2032\"", ".2028\""),
        };
        var book = new ExampleBook(JsonNode.Parse(document)!, new ExampleWording(TimeProvider.System.GetUtcNow(), words)).Make(asked);
        var written = book.ToJsonString(ExampleBook.Written) + "\n";
        Assert.DoesNotContain(Secrets(asked), secret => written.Contains(secret, StringComparison.Ordinal));
        if (accepts)
            await File.WriteAllTextAsync(ExampleFile, written, cancel);
        var (shown, came) = (ExampleBook.Outline(JsonNode.Parse(await File.ReadAllTextAsync(ExampleFile, cancel))).ToHashSet(StringComparer.Ordinal), ExampleBook.Outline(book).ToHashSet(StringComparer.Ordinal));
        var changed = string.Join('\n', shown.Except(came).Select(line => $"- {line}").Concat(came.Except(shown).Select(line => $"+ {line}")));

        var input = $$"""{"document":{{document}},"exchanges":{{JsonSerializer.Serialize(asked, JsonSerializerOptions.Web)}},"outOfReach":{{JsonSerializer.Serialize(OutOfReach)}}}""";
        var checkedBy = await NodeClient.RunAsync("check-contract.mjs", input, cancel);
        Assert.True(checkedBy.ExitCode == 0, checkedBy.Error);
        using var found = JsonDocument.Parse(checkedBy.Output);
        var (faults, unused, examples) = (Lines(found, "faults"), Lines(found, "unused"), Lines(found, "examples"));
        Assert.True(faults.Length == 0, faults);
        Assert.True(unused.Length == 0, $"Never called with success: {unused}");
        // what was just recorded is in the document after the next build
        Assert.True(accepts || examples.Length == 0, $"NQ72_ACCEPT_OPENAPI=1 records examples anew.\n{examples}");
        Assert.True(changed.Length == 0, $"The examples are not what the program answers. NQ72_ACCEPT_OPENAPI=1 records them anew.\n{changed}");
    }

    // nothing that opened a door here, and nothing of this machine
    private static List<string> Secrets(IReadOnlyCollection<Exchange> exchanges) =>
    [
        CmsSettings.BootstrapToken, RepositoryRoot.Path, Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar), "127.0.0.1", "localhost",
        .. exchanges.SelectMany(exchange => Opened().Matches(exchange.Body ?? "")).Select(match => match.Groups["secret"].Value).Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex("(\"(token|secret|next)\":\"|/preview/|preview=|cursor=|since=)(?<secret>[A-Za-z0-9_+/=-]{20,})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opened();

    private static string Lines(JsonDocument found, string name) => string.Join('\n', found.RootElement.GetProperty(name).EnumerateArray().Select(text => text.GetString()));

    private static CmsClient Client(CmsProcess cms, ConcurrentQueue<Exchange> exchanges, string? token) =>
        new(new HttpClient(new ExchangeRecorder(exchanges)) { BaseAddress = cms.Url, Timeout = TimeSpan.FromSeconds(60) }, token);
}

using System.Collections.Concurrent;
using System.Text.Json;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>
/// The document and the program say the same: every operation of the document is called, and each answer, good or bad, and each body that was
/// taken is valid by it. A validator that nobody here wrote decides.
/// </summary>
public sealed class ContractTests
{
    [Fact]
    public async Task Every_operation_answers_as_the_document_says()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var receiver = await RecordingReceiver.StartNewAsync(cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72", Further = new Dictionary<string, string?> { ["Nq72:Feeds:Hubs:0"] = $"{receiver.Url}hub" } }, cancel);
        var exchanges = new ConcurrentQueue<Exchange>();
        using var desk = Client(cms, exchanges, CmsSettings.BootstrapToken);
        using var reader = Client(cms, exchanges, null);

        await new ApiTour(desk, reader, receiver, cancel).WalkAsync();

        var document = (await reader.GetAsync("openapi/v1.json", cancel)).ExpectSuccess().Text;
        var input = $$"""{"document":{{document}},"exchanges":{{JsonSerializer.Serialize(exchanges.Where(exchange => exchange.Path != "/openapi/v1.json"), JsonSerializerOptions.Web)}}}""";
        var checkedBy = await NodeClient.RunAsync("check-contract.mjs", input, cancel);
        Assert.True(checkedBy.ExitCode == 0, checkedBy.Error);
        using var found = JsonDocument.Parse(checkedBy.Output);
        var (faults, unused) = (Lines(found, "faults"), Lines(found, "unused"));
        Assert.True(faults.Length == 0, faults);
        Assert.True(unused.Length == 0, $"Never called with success: {unused}");
    }

    private static string Lines(JsonDocument found, string name) => string.Join('\n', found.RootElement.GetProperty(name).EnumerateArray().Select(text => text.GetString()));

    private static CmsClient Client(CmsProcess cms, ConcurrentQueue<Exchange> exchanges, string? token) =>
        new(new HttpClient(new ExchangeRecorder(exchanges)) { BaseAddress = cms.Url, Timeout = TimeSpan.FromSeconds(60) }, token);
}

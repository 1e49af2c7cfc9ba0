using System.Text.Json.Nodes;
using Nq72.EndToEnd.Tests.Contract;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests;

/// <summary>
/// The API's document is a reviewed file: a change of the outside shows in the diff of <c>tests/openapi/v1.json</c>. To take a wanted change
/// over: <c>NQ72_ACCEPT_OPENAPI=1 tests/run EndToEnd</c>.
/// </summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_of_the_running_program_is_the_reviewed_one()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings(), cancel);
        using var reader = cms.Client(null);
        var document = JsonNode.Parse((await reader.GetAsync("openapi/v1.json", cancel)).ExpectSuccess().Text)!.ToJsonString(ExampleBook.Written) + "\n";
        var reviewed = RepositoryRoot.Combine("tests", "openapi", "v1.json");
        if (Environment.GetEnvironmentVariable("NQ72_ACCEPT_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(reviewed)!);
            await File.WriteAllTextAsync(reviewed, document, cancel);
        }

        var expected = (await File.ReadAllTextAsync(reviewed, cancel)).Split('\n');
        var actual = document.Split('\n');
        var first = Enumerable.Range(0, Math.Max(expected.Length, actual.Length)).FirstOrDefault(line => expected.ElementAtOrDefault(line) != actual.ElementAtOrDefault(line), -1);
        Assert.True(first < 0, $"The API's document changed at line {first + 1}:\n- {expected.ElementAtOrDefault(first)}\n+ {actual.ElementAtOrDefault(first)}\nReview it; NQ72_ACCEPT_OPENAPI=1 takes it over.");
    }
}

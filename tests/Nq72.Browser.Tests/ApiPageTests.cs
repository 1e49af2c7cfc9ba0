using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>The page that reads the API's document: it shows what an operation takes and answers by example, and asks nobody else for anything.</summary>
public sealed class ApiPageTests(DeskFixture fixture) : Journey(fixture)
{
    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone)];

    [Theory, MemberData(nameof(Screens))]
    public async Task Page_shows_examples_of_request_answer_and_error_under_its_own_policy(string name)
    {
        var desk = await OpenAsync(null, name == nameof(Screen.Wide) ? Screen.Wide : Screen.Phone);
        var (asked, complaints) = (new List<string>(), new List<string>());
        desk.Page.Request += (_, request) => asked.Add(request.Url);
        desk.Page.Console += (_, said) =>
        {
            if (said.Type == "error")
                complaints.Add(said.Text);
        };

        await desk.GoAsync("/docs");
        // an answer and an error of a read, a request of a write
        await UnfoldAsync(desk, "GET /api/v1/sync");
        await Assertions.Expect(desk.Page.GetByText("\"upsert\"").First).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByText("\"urn:nq72:problem:badToken\"").First).ToBeVisibleAsync();
        await UnfoldAsync(desk, "POST /api/v1/manage/releases");
        await Assertions.Expect(desk.Page.GetByText("\"cong-thong-tin-xa\"").First).ToBeVisibleAsync();
        await desk.FitsAsync();
        await desk.PictureAsync($"api-{name}");

        Assert.Empty(complaints);
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)), url => Assert.StartsWith(Fixture.Cms.Url.AbsoluteUri, url, StringComparison.Ordinal));
    }

    // the reader holds only what is in sight and a little around it: one reads downwards until it comes
    private static async Task UnfoldAsync(Desk desk, string operation)
    {
        var button = desk.Page.GetByRole(AriaRole.Button, new() { Name = operation }).First;
        await desk.Page.Locator(".opblock-tag").First.WaitForAsync();
        for (var isAtEnd = false; !isAtEnd && await button.CountAsync() == 0;)
        {
            isAtEnd = await desk.Page.EvaluateAsync<bool>("""
                () => new Promise(done => {
                    const before = scrollY;
                    scrollBy(0, innerHeight / 2);
                    requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY === before)));
                })
                """);
        }

        await button.ClickAsync();
    }
}

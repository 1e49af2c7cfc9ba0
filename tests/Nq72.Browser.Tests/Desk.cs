using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A person's browser window at the desk.</summary>
public sealed class Desk(IBrowserContext context, IPage page) : IAsyncDisposable
{
    // what runs within a page has no limit of its own; where scripts are off, most of it never ends
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>Goes to an address of the desk.</summary>
    public async Task<IResponse> GoAsync(string path) => (await page.GotoAsync(path))!;

    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("/admin/sign-in");
        await page.GetByLabel("Tên đăng nhập").FillAsync(name);
        await page.GetByLabel("Mật khẩu").FillAsync(password);
        await ClickAsync("Đăng nhập");
    }

    /// <summary>Presses the button of that name.</summary>
    public Task ClickAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Opens the confirmation of that name and goes through with it.</summary>
    public async Task ConfirmAsync(string question, string answer)
    {
        await OpenAsync(question);
        await page.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
    }

    /// <summary>Opens the confirmation of that name.</summary>
    public Task OpenAsync(string question) => page.Locator("summary").GetByText(question, new() { Exact = true }).ClickAsync();

    /// <summary>Follows the link of that name.</summary>
    public Task FollowAsync(string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    /// <summary>Types into the control of that label.</summary>
    public Task FillAsync(string label, string text) => Field(label).FillAsync(text);

    /// <summary>The first control of that label that takes text.</summary>
    public ILocator Field(string label) => page.GetByLabel(label).And(page.Locator("input:not([type=radio], [type=checkbox]), textarea")).First;

    /// <summary>Waits until the page says it.</summary>
    public Task SaysAsync(string text) => Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(text);

    /// <summary>Waits until the page's status or alert says it.</summary>
    public Task TellsAsync(string text) => Assertions.Expect(page.Locator("[role=status], [role=alert]").Filter(new() { HasText = text }).First).ToBeVisibleAsync();

    /// <summary>Fails when the page, in its own letters, is wider than its window; names what reaches furthest.</summary>
    public async Task FitsAsync()
    {
        var beyond = await BeyondAsync();
        Assert.True(beyond.Length == 0, $"{page.Url} is {beyond}");
    }

    /// <summary>Fails on every violation of accessibility: WCAG 2.2 up to AA, and axe's own good practice. Needs scripts.</summary>
    public async Task IsAccessibleAsync()
    {
        var violations = await ViolationsAsync();
        Assert.True(violations.Count == 0, $"{page.Url}: {string.Join("; ", violations)}");
    }

    /// <summary>All that <see cref="FitsAsync"/> and <see cref="IsAccessibleAsync"/> would fail on, each with the page's address.</summary>
    public async Task<IReadOnlyList<string>> WrongsAsync()
    {
        var beyond = await BeyondAsync();
        return [.. (beyond.Length == 0 ? [] : new[] { beyond }).Concat(await ViolationsAsync()).Select(wrong => $"{new Uri(page.Url).PathAndQuery}: {wrong}")];
    }

    private async Task<string> BeyondAsync()
    {
        // a click waits until the next page begins, not until it has its style sheets
        await page.WaitForLoadStateAsync();
        return await page.EvaluateAsync<string>("""
            async () => {
              await document.fonts.ready;
              const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
              if (over <= 0) return "";
              const furthest = [...document.body.querySelectorAll("*")].filter(e => e.checkVisibility()).map(e => [e.getBoundingClientRect().right, e]).sort((a, b) => b[0] - a[0])[0][1];
              return `${over} px wider than its window by ${furthest.outerHTML.slice(0, 200)}`;
            }
            """).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private async Task<List<string>> ViolationsAsync()
    {
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } }).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return [.. found.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join(", ", violation.Nodes.Take(3).Select(node => node.Target))}, {violation.Nodes.Length})")];
    }

    /// <summary>Keeps what the window shows.</summary>
    public async Task PictureAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "pictures"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{name}.png"), FullPage = true });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}

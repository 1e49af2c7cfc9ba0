using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>
/// How somebody works at a window: by pointer, or by keyboard alone. By keyboard nothing is reached but by Tab from where the focus stands, each thing that is used shows that it has the focus, lies within the
/// window, and is pressed with Enter or the space bar.
/// </summary>
public sealed class Hands(Desk desk, bool byKeyboard)
{
    // more than any screen has to offer
    private const int Everywhere = 400;

    private IPage Page => desk.Page;

    /// <summary>The window.</summary>
    public Desk Desk => desk;

    /// <summary>Presses a button.</summary>
    public Task PressAsync(string button) => UseAsync(Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First);

    /// <summary>Presses something that is not found by its name alone.</summary>
    public async Task UseAsync(ILocator what)
    {
        if (!byKeyboard)
        {
            await what.ClickAsync();
            return;
        }

        await ReachAsync(what);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Follows the first link of that name.</summary>
    public Task FollowAsync(string link) => UseAsync(Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First);

    /// <summary>Opens a confirmation and goes through with it; with what it asks for, when it asks.</summary>
    public async Task ConfirmAsync(string question, string answer, string? label = null, string? text = null)
    {
        await UseAsync(Page.Locator("summary").GetByText(question, new() { Exact = true }).First);
        var opened = Page.Locator("details[open]");
        if (label is not null)
            await TypeAsync(opened.GetByLabel(label), text!);
        await UseAsync(opened.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }));
    }

    /// <summary>Types into the control of that label, in place of what stands there.</summary>
    public Task FillAsync(string label, string text) => TypeAsync(desk.Field(label), text);

    /// <summary>Types an instant into the control of that label.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="local">A whole minute on the wall clock.</param>
    public async Task FillInstantAsync(string label, DateTime local)
    {
        var typed = local.ToString("dd/MM/yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await FillAsync(label, typed);
        await Assertions.Expect(desk.Field(label)).ToHaveValueAsync(typed);
    }

    /// <summary>Ticks a box.</summary>
    public async Task TickAsync(ILocator box)
    {
        if (!byKeyboard)
        {
            await box.CheckAsync();
            return;
        }

        await ReachAsync(box);
        if (!await box.IsCheckedAsync())
            await Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(box).ToBeCheckedAsync();
    }

    /// <summary>Chooses one of several.</summary>
    public async Task ChooseAsync(ILocator radio)
    {
        if (!byKeyboard)
        {
            await radio.CheckAsync();
            return;
        }

        var group = await radio.GetAttributeAsync("name");
        await ReachAsync(Page.Locator($"input[type=radio][name='{group}']"));
        for (var step = 0; step < Everywhere && !await radio.IsCheckedAsync(); step++)
            await Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(radio).ToBeCheckedAsync();
    }

    private async Task TypeAsync(ILocator field, string text)
    {
        if (!byKeyboard)
        {
            await field.FillAsync(text);
            return;
        }

        await ReachAsync(field);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(text);
    }

    private async Task ReachAsync(ILocator what)
    {
        await Assertions.Expect(what.First).ToBeVisibleAsync();
        for (var step = 0; step < Everywhere; step++)
        {
            if (await what.EvaluateAllAsync<bool>("all => all.includes(document.activeElement)"))
            {
                Assert.Equal("", await Page.EvaluateAsync<string>(Focus));
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{Page.Url}: Tab does not lead to {what}");
    }

    // what is wrong with how the focus shows; the box around a hidden control counts as its own
    private const string Focus = """
        () => {
          const e = document.activeElement, seen = [e, e.closest("label"), e.nextElementSibling].filter(Boolean);
          const marked = seen.some(one => { const s = getComputedStyle(one); return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"; });
          const box = e.getBoundingClientRect(), within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          return (marked ? "" : "no mark of the focus on ") + (within ? "" : "out of the window: ") + (marked && within ? "" : e.outerHTML.slice(0, 200));
        }
        """;
}

namespace Nq72.Browser.Tests;

/// <summary>The fields above a list, those of days with their buttons among them, stand on one line.</summary>
public sealed class FilterBarTests(DeskFixture fixture) : Journey(fixture)
{
    // what stands beside another and yet higher or lower
    private const string Crooked = """
        () => [...document.querySelectorAll("form.filter, form .filter")].flatMap(bar => {
          const fields = [...bar.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, button:not(.typed-pick)")]
            .filter(e => e.closest(".filter") === bar && e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 2);
          return fields.flatMap(([one, a]) => fields.filter(([, b]) => b.top > a.top - 1 && b.top < a.bottom && (Math.abs(a.bottom - b.bottom) > 1 || Math.abs(a.top - b.top) > 1))
            .filter(([two]) => two !== one).map(([two, b]) => `${one.name || one.textContent.trim()} ${a.top}-${a.bottom}, ${two.name || two.textContent.trim()} ${b.top}-${b.bottom}`));
        })
        """;

    [Theory]
    [InlineData("items", "/admin/items?from=2031-04-07"), InlineData("audit", "/admin/audit"), InlineData("coverage", "/admin/coverage"), InlineData("deliveries", "/admin/deliveries?code=clientError")]
    public async Task Fields_in_one_line_stand_at_one_height(string name, string path)
    {
        var desk = await OpenAsync(Person.Administrator);
        Assert.Equal(200, (await desk.GoAsync(path)).Status);
        await desk.Page.WaitForLoadStateAsync();
        await desk.PictureAsync($"filter-{name}");

        Assert.True(await desk.Page.Locator(".filter [data-typed]:visible").CountAsync() >= 2, $"{path} shows no days.");
        Assert.Empty(await desk.Page.EvaluateAsync<string[]>(Crooked));
    }
}

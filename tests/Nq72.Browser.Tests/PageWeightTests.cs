using System.Globalization;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>
/// Public pages are light on a phone's line: what a page fetches without its pictures, what keeps it from being shown, what jumps after it is
/// shown, and whether it asks anybody else. How long it takes is measured by nobody here: that depends on the machine.
/// </summary>
public sealed class PageWeightTests(DeskFixture fixture)
{
    private const int MostBytes = 100 * 1024;

    // what Core Web Vitals call good
    private const double MostShift = 0.1;

    // the page's largest text or picture, and how much of what was shown has moved by itself
    private const string Vitals = """
        () => new Promise(done => {
          let paint = null, shift = 0;
          new PerformanceObserver(list => paint = list.getEntries().at(-1)).observe({ type: 'largest-contentful-paint', buffered: true });
          new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.hadRecentInput ? 0 : entry.value)).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => setTimeout(() => done([paint ? `${paint.element?.tagName ?? paint.url}` : '', `${shift}`]), 0));
        })
        """;

    [Theory]
    [InlineData("home")]
    [InlineData("article")]
    [InlineData("retracted")]
    public async Task Public_page_is_light_and_stands_still(string which)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var desk = await fixture.OpenAsync(null, Screen.Phone);
        var path = await PublishAsync(which, cancel);
        var fetched = new List<(string Url, string Type, double Bytes)>();
        var network = await desk.Page.Context.NewCDPSessionAsync(desk.Page);
        var kinds = new Dictionary<string, (string Url, string Type)>(StringComparer.Ordinal);
        network.Event("Network.responseReceived").OnEvent += (_, said) =>
            kinds[said!.Value.GetProperty("requestId").GetString()!] = (said.Value.GetProperty("response").GetProperty("url").GetString()!, said.Value.GetProperty("type").GetString()!);
        network.Event("Network.loadingFinished").OnEvent += (_, said) =>
        {
            if (kinds.TryGetValue(said!.Value.GetProperty("requestId").GetString()!, out var kind))
                fetched.Add((kind.Url, kind.Type, said.Value.GetProperty("encodedDataLength").GetDouble()));
        };
        await network.SendAsync("Network.enable");

        await desk.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var vitals = await desk.Page.EvaluateAsync<string[]>(Vitals);

        Assert.NotEmpty(fetched);
        var bytes = fetched.Where(one => one.Type is not ("Image" or "Media")).Sum(one => one.Bytes);
        Assert.True(bytes <= MostBytes, $"{path} fetches {bytes:F0} bytes:\n{string.Join('\n', fetched.OrderByDescending(one => one.Bytes).Select(one => $"{one.Bytes,8:F0} {one.Type} {one.Url}"))}");
        Assert.All(fetched, one => Assert.StartsWith(fixture.Cms.Url.AbsoluteUri, one.Url, StringComparison.Ordinal));
        Assert.NotEqual("", vitals[0]);
        Assert.True(double.Parse(vitals[1], CultureInfo.InvariantCulture) <= MostShift, $"{path} moves by {vitals[1]} after it is shown.");
        Assert.Equal(0, await desk.Page.Locator("head script[src]:not([async]):not([defer]):not([type=module])").CountAsync());
        Assert.Equal(0, await desk.Page.Locator("img:not([width]), img:not([height]), img:not([alt])").CountAsync());
    }

    private async Task<string> PublishAsync(string which, CancellationToken cancel)
    {
        if (which == "home")
            return "/";
        using var client = fixture.Cms.Client();
        var body = string.Join("\n\n", Enumerable.Range(1, 12).Select(number => $"Đoạn {number}: chăm sóc sức khỏe từ sớm, từ xa, ngay tại cơ sở, cho mọi người dân."));
        var item = await client.CreatePublishedAsync("Article", $"Trang nhẹ cho điện thoại ({which})", cancel, fields: new { body });
        if (which == "retracted")
            await client.RetractAsync(item.Id, "Số liệu chưa đúng", cancel);
        return $"/article/{(await client.GetItemAsync(item.Id, cancel)).Json.GetProperty("slug").GetString()}";
    }
}

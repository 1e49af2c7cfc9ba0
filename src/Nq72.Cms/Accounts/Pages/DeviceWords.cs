using Nq72.Cms.Admin;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>What a browser's own name says of a device, in words that its owner recognises. Anybody can claim any name: it helps people, it proves nothing.</summary>
internal static class DeviceWords
{
    // the more particular first: most call themselves Chrome and Safari too
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc_browser", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    public static string Of(UiText text, string userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return browser is null ? text["me.deviceUnknown"] : system is null ? browser : text["me.device", browser, system];
    }

    private static string? Find((string Sign, string Name)[] known, string userAgent) => Array.Find(known, one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}

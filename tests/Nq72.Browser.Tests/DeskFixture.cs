using Microsoft.Playwright;
using Nq72.Browser.Tests;
using Nq72.Testing.Cms;

[assembly: AssemblyFixture(typeof(DeskFixture))]

namespace Nq72.Browser.Tests;

/// <summary>One installation with the campaign's recipe, its people, and one browser, for all journeys. Each journey makes its own content.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    /// <summary>Where Debian's browser lies; <c>NQ72_CHROMIUM</c> names another.</summary>
    public static readonly string Chromium = Environment.GetEnvironmentVariable("NQ72_CHROMIUM") ?? "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private readonly Dictionary<string, string> passwords = new(StringComparer.Ordinal);
    private IPlaywright? playwright;
    private IBrowser? browser;
    private CmsProcess? cms;

    /// <summary>The running program.</summary>
    public CmsProcess Cms => cms ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        var cancellation = TestContext.Current.CancellationToken;
        cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72" }, cancellation);
        foreach (var person in Person.All)
        {
            var made = await cms.RunVerbAsync(cancellation, "user", "create", "--name", person.Name, "--display", person.DisplayName, "--role", person.Role);
            Assert.True(made.ExitCode == 0, made.Error);
            passwords[person.Name] = made.Output.Trim().Split('\n')[^1].Trim();
        }

        playwright = await Playwright.CreateAsync();
        // on a machine that is busy with other things too; a test that passes waits no longer for it
        Assertions.SetDefaultExpectTimeout(20_000);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
    }

    /// <summary>A browser window of its own for one person.</summary>
    public async Task<Desk> OpenAsync(Person? person, Screen? screen = null, bool javaScript = true)
    {
        Need.Present(browser is not null, $"a Chromium at {Chromium}");
        screen ??= Screen.Wide;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Cms.Url.ToString(), ViewportSize = new() { Width = screen.Width, Height = screen.Height }, JavaScriptEnabled = javaScript, Locale = "vi-VN",
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        var desk = new Desk(context, await context.NewPageAsync());
        if (person is not null)
            await desk.SignInAsync(person.Name, passwords[person.Name]);
        return desk;
    }

    /// <summary>A browser that heeds no content security policy, at another installation.</summary>
    public async Task<IBrowserContext> ContextAsync(Uri site)
    {
        Need.Present(browser is not null, $"a Chromium at {Chromium}");
        return await browser.NewContextAsync(new() { BaseURL = site.ToString(), BypassCSP = true, Locale = "vi-VN" });
    }

    /// <summary>The password of a person.</summary>
    public string PasswordOf(Person person) => passwords[person.Name];

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (cms is not null)
            await cms.DisposeAsync();
    }
}

/// <summary>Somebody who works at the desk.</summary>
public sealed record Person(string Name, string DisplayName, string Role)
{
    public static readonly Person Writer = new("lan", "Hoàng Thị Lan", "Writer");
    public static readonly Person Approver = new("duy", "Nông Văn Duy", "Approver");
    public static readonly Person Reviewer = new("minh", "Lý Minh", "MedicalReviewer");
    public static readonly Person Operator = new("dai", "Đài xã Đồng Đăng", "CommuneOperator");
    public static readonly Person Administrator = new("quan", "Lương Văn Quản", "Administrator");

    public static IReadOnlyList<Person> All => [Writer, Approver, Reviewer, Operator, Administrator];
}

/// <summary>How large the window is.</summary>
public sealed record Screen(string Name, int Width, int Height, bool Dark = false)
{
    public static readonly Screen Wide = new("wide", 1280, 900);
    public static readonly Screen Phone = new("phone", 390, 844);
    public static readonly Screen WideDark = new("wide-dark", 1280, 900, Dark: true);
    public static readonly Screen PhoneDark = new("phone-dark", 390, 844, Dark: true);
}

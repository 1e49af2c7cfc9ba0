using System.Net;
using System.Text.RegularExpressions;
using Nq72.Cms.Accounts;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Tests.Support;

/// <summary>A browser without a screen: keeps cookies, follows no redirect, sends forms with the token of the page they stand on.</summary>
internal sealed partial class DeskBrowser : IDisposable
{
    private readonly CmsHost host;
    private readonly HttpClient client;

    public DeskBrowser(CmsHost host, string userAgent = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36")
    {
        this.host = host;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies });
        client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>What the desk's cookie holds; null without one.</summary>
    public string? Cookie => Cookies.GetCookies(host.Url)["nq72.desk"]?.Value;

    /// <summary>Makes an account with a password.</summary>
    public static async Task<string> MakeAsync(CmsHost host, string name, params string[] roles)
    {
        var password = $"mật khẩu của riêng {Guid.NewGuid():N}";
        var made = await host.RunAsync<CreateAccount, Outcome<string>>(verb => verb.RunAsync(name, $"{name}@nq72.test", $"Người {name}", roles, password, Actor.System, CancellationToken.None));
        Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        return password;
    }

    public async Task<(HttpStatusCode Status, string Text, string? To)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri(host.Url, path), cancellationToken);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(cancellationToken)), answer.Headers.Location?.OriginalString);
    }

    /// <summary>Sends a form of a page.</summary>
    public async Task<(HttpStatusCode Status, string Text, string? To)> PostAsync(string page, string handler, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var token = FormToken().Match((await GetAsync(page, cancellationToken)).Text).Groups["token"].Value;
        // pages that lead elsewhere have none: then the one that the caller took from another page
        using var form = new FormUrlEncodedContent([.. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)), .. token.Length > 0 ? [new KeyValuePair<string, string>("__RequestVerificationToken", token)] : Array.Empty<KeyValuePair<string, string>>()]);
        using var answer = await client.PostAsync(new Uri(host.Url, page + (handler.Length > 0 ? $"?handler={handler}" : "")), form, cancellationToken);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(cancellationToken)), answer.Headers.Location?.OriginalString);
    }

    public Task<(HttpStatusCode Status, string Text, string? To)> SignInAsync(string name, string password, CancellationToken cancellationToken) =>
        PostAsync("/admin/sign-in", "", cancellationToken, ("name", name), ("password", password));

    /// <summary>Whether the desk takes the person for signed in.</summary>
    public async Task<bool> IsInAsync(CancellationToken cancellationToken) => (await GetAsync("/admin/me", cancellationToken)).Status == HttpStatusCode.OK;

    public void Dispose() => client.Dispose();

    [GeneratedRegex("RequestVerificationToken\": \"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}

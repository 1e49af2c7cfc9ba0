using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Rehearsal;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Admin;

/// <summary>The desk over plain HTTP: what a stranger can learn, and what every answer carries.</summary>
public sealed partial class DeskHttpTests : IDisposable
{
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => browser.Dispose();

    [Theory, OnEveryDatabase]
    public async Task Sign_in_answers_alike_for_unknown_wrong_and_locked(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var made = await host.RunAsync<CreateAccount, Outcome<string>>(verb =>
            verb.RunAsync("lan", null, "Lan", [CreateAccount.AdministratorRole], "mat-khau-dung-72", Actor.System, Token));
        Assert.True(made.Succeeded);

        var unknown = await SignInAsync(host, "khong-co", "mat-khau-sai-72");
        var wrong = await SignInAsync(host, "lan", "mat-khau-sai-72");
        for (var further = 0; further < 4; further++)
            await SignInAsync(host, "lan", "mat-khau-sai-72");
        var locked = await SignInAsync(host, "lan", "mat-khau-dung-72");

        Assert.Equal((HttpStatusCode.Unauthorized, unknown.Text), (unknown.Status, Named(wrong.Text)));
        Assert.Equal((HttpStatusCode.Unauthorized, unknown.Text), (locked.Status, Named(locked.Text)));
    }

    [Theory, OnEveryDatabase]
    public async Task Failure_is_a_page_that_keeps_the_security_headers(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var form = await FormTokenAsync(host);
        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE account RENAME TO gone", Token));

        using var answer = await PostAsync(host, form, "lan", "mat-khau-sai-72");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("Hệ thống gặp lỗi", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/khong-co")]
    [InlineData("/admin/khong/co/trang-nay")]
    public async Task Address_of_the_desk_that_leads_nowhere_shows_the_desk(string path)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);

        using var answer = await browser.GetAsync(new Uri(host.Url, path), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Token);
        Assert.Contains("Không có trang này", page, StringComparison.Ordinal);
        Assert.Contains("Bàn biên tập", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearsal_copy_says_so_on_every_screen()
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(DatabaseProvider.Sqlite, Token);
        await using (var original = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token))
        {
            await original.InDatabaseAsync(async db =>
            {
                await new RehearsalMark(original.Now, "cao-diem").WriteAsync(db, Token);
                return true;
            });
        }

        await using var copy = await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), Token);
        using var answer = await browser.GetAsync(new Uri(copy.Url, "/admin/sign-in"), Token);

        Assert.Equal("true", answer.Headers.GetValues("Nq72-Rehearsal").Single());
        Assert.Contains("Bản diễn tập: không có gì được gửi ra ngoài.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text)> SignInAsync(CmsHost host, string name, string password)
    {
        using var answer = await PostAsync(host, await FormTokenAsync(host), name, password);
        return (answer.StatusCode, FormToken().Replace(await answer.Content.ReadAsStringAsync(Token), ""));
    }

    private Task<HttpResponseMessage> PostAsync(CmsHost host, string form, string name, string password) => browser.PostAsync(
        new Uri(host.Url, "/admin/sign-in"),
        new FormUrlEncodedContent([new("name", name), new("password", password), new("__RequestVerificationToken", form)]), Token);

    private async Task<string> FormTokenAsync(CmsHost host) =>
        FormToken().Match(await browser.GetStringAsync(new Uri(host.Url, "/admin/sign-in"), Token)).Groups["token"].Value;

    private static string Named(string page) => page.Replace("\"lan\"", "\"khong-co\"", StringComparison.Ordinal);

    [GeneratedRegex("(__RequestVerificationToken\" type=\"hidden\" value=|RequestVerificationToken\": )\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}

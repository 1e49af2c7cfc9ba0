using System.Net;
using System.Net.Sockets;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.CommandLine;

/// <summary>The built program: exit codes, what it says, how it starts and stops.</summary>
public sealed class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("token", "create")]
    [InlineData("token", "create", "--name")]
    [InlineData("user", "create")]
    [InlineData("recipe", "run")]
    public async Task Verb_used_wrongly_ends_with_2_and_a_line(params string[] arguments)
    {
        var ended = await CmsProcess.RunAsync(new CmsSettings(), Token, arguments);

        Assert.Equal(2, ended.ExitCode);
        Assert.NotEqual("", ended.Error.Trim());
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Oracle")]
    [InlineData("Database:Provider", "PostgreSql", "ConnectionStrings:Nq72")]
    [InlineData("Nq72:TimeZone", "Asia/Hanoi", "Asia/Hanoi")]
    [InlineData("Nq72:Cache:MaxAge", "-1", "MaxAge")]
    [InlineData("Nq72:Cache:MaxAge", "nhiều", "MaxAge")]
    [InlineData("Nq72:Cache:StaleWhileRevalidate", "-1", "StaleWhileRevalidate")]
    [InlineData("Nq72:BootstrapToken", "ngắn", "32")]
    [InlineData("Nq72:TrustedProxies:0", "khong-phai", "TrustedProxies")]
    [InlineData("Nq72:DataDirectory", "/dev/null/nq72", "/dev/null/nq72")]
    public async Task Serve_with_a_wrong_setting_ends_with_1_and_one_line_that_names_it(string key, string value, string named)
    {
        var settings = new CmsSettings { Further = new Dictionary<string, string?> { [key] = value, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" } };

        AssertOneLine(await CmsProcess.RunAsync(settings, Token), named);
    }

    [Fact]
    public async Task Serve_where_someone_listens_already_ends_with_1_and_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        AssertOneLine(await CmsProcess.RunAsync(new CmsSettings(), Token, "--urls", $"http://{taken.LocalEndpoint}"), taken.LocalEndpoint.ToString()!);
    }

    [Fact]
    public async Task Serve_without_its_database_ends_with_1_and_one_line()
    {
        var further = new Dictionary<string, string?> { ["Database:Provider"] = "PostgreSql", ["ConnectionStrings:Nq72"] = $"Host=127.0.0.1;Port={FreePort.Next()};Username=nobody;Database=none;Timeout=2" };

        AssertOneLine(await CmsProcess.RunAsync(new CmsSettings { Further = further }, Token), "127.0.0.1");
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_token_and_user_work_beside_a_running_program(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var settings = new CmsSettings { Database = database, Scheduler = false };
        Assert.Equal(0, (await CmsProcess.RunAsync(settings, Token, "migrate")).ExitCode);
        await using var cms = await CmsProcess.StartNewAsync(settings, Token);

        var token = await cms.RunVerbAsync(Token, "token", "create", "--name", "Báo Lạng Sơn", "--scope", "write, preview");
        Assert.Equal(0, token.ExitCode);
        using var client = cms.Client(token.Output.Trim());
        (await client.GetAsync("/api/v1/manage/items", Token)).Expect(HttpStatusCode.OK);
        var wrong = await cms.RunVerbAsync(Token, "token", "create", "--name", "a", "--scope", "root");
        AssertOneLine(wrong, "root");
        AssertOneLine(wrong, " / ");
        var user = await cms.RunVerbAsync(Token, "user", "create", "--name", "lan");
        Assert.Equal(0, user.ExitCode);
        Assert.Matches("^[a-z2-9]{5}(-[a-z2-9]{5}){3}$", user.Output.Trim());
        AssertOneLine(await cms.RunVerbAsync(Token, "user", "create", "--name", "lan"), "đã có");

        // the bootstrap token was made on the empty system; the account's password was printed, once
        using var bootstrap = cms.Client();
        (await bootstrap.GetAsync("/api/v1/manage/tokens", Token)).Expect(HttpStatusCode.OK);
        Assert.Single(Lines(cms.Output), line => line.Contains("chỉ in một lần", StringComparison.Ordinal));
        var asked = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await cms.StopAsync(Token));
        Assert.True(TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(10), "SIGTERM took longer than ten seconds");
        await cms.StartAsync(Token);
        Assert.Single(Lines(cms.Output), line => line.Contains("chỉ in một lần", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Bootstrap_token_is_nothing_where_somebody_can_get_in(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, Scheduler = false }, Token);
        using var bootstrap = cms.Client();
        using var known = cms.Client(CmsTemplate.Token("admin"));

        (await bootstrap.GetAsync("/api/v1/manage/tokens", Token)).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
        (await known.GetAsync("/api/v1/manage/tokens", Token)).Expect(HttpStatusCode.OK);
        // a token lets programs in, not people: the first account is made all the same, once
        Assert.Single(Lines(cms.Output), line => line.Contains("chỉ in một lần", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Serve_by_two_at_once_on_an_empty_database_sets_up_once(DatabaseProvider provider)
    {
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var settings = new CmsSettings { Database = database, Scheduler = false };

        var both = await Task.WhenAll(CmsProcess.StartNewAsync(settings, Token), CmsProcess.StartNewAsync(settings, Token));

        await using var first = both[0];
        await using var second = both[1];
        Assert.Single(Lines(first.Output + second.Output), line => line.Contains("chỉ in một lần", StringComparison.Ordinal));
        using var ask = first.Client();
        using var ask2 = second.Client();
        Assert.Equal(1, (await ask.GetAsync("/api/v1/manage/tokens", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await ask2.GetAsync("/api/v1/manage/users", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void AssertOneLine(VerbResult ended, string named)
    {
        Assert.True(ended.ExitCode == 1, $"ended with {ended.ExitCode}: {ended.Error}");
        Assert.Contains(named, Assert.Single(Lines(ended.Error)), StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Monitoring;
using Nq72.Cms.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Monitoring;

/// <summary>A load balancer learns where to send requests, a person what to do, and the public nothing else.</summary>
public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Node_is_ready_once_it_is_set_up(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Public.GetAsync("/health/live", Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(("setUp", HttpStatusCode.ServiceUnavailable), await PlainAsync(host));
        var (states, remedies) = Read((await JsonAsync(host, "en")).Expect(HttpStatusCode.ServiceUnavailable).Json);
        Assert.Equal(["database ok", "schema ok", "setUp failed", "scheduler skipped", "disk ok"], states);
        Assert.StartsWith("The set-up is not finished", Assert.Single(remedies), StringComparison.Ordinal);

        await host.RunAsync<SetUp, bool>(async setUp => { await setUp.RunAsync(SetUp.Nothing, Token); return true; });
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("ok", HttpStatusCode.OK), await PlainAsync(host));
        var answer = (await JsonAsync(host, "vi")).Expect(HttpStatusCode.OK).Json;
        Assert.True(answer.GetProperty("ready").GetBoolean());
        Assert.Empty(Read(answer).Remedies);
    }

    [Theory, OnEveryDatabase]
    public async Task Schema_that_lacks_a_migration_is_not_ready(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        const string Forget = $"DELETE FROM \"{SchedulerDb.HistoryTable}\" WHERE \"MigrationId\" = (SELECT MAX(\"MigrationId\") FROM \"{SchedulerDb.HistoryTable}\")";
        Assert.Equal(1, await host.RunAsync<SchedulerDb, int>(db => db.Database.ExecuteSqlRawAsync(Forget, Token)));

        Assert.Equal(("schema", HttpStatusCode.ServiceUnavailable), await PlainAsync(host));
        var (states, remedies) = Read((await JsonAsync(host, "vi")).Json);
        Assert.Equal(["database ok", "schema failed", "setUp skipped", "scheduler skipped", "disk ok"], states);
        Assert.Contains("Nq72.Cms migrate", Assert.Single(remedies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_is_gone_and_a_folder_that_cannot_be_written_are_told_without_where_they_are()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var folder = host.Services.GetRequiredService<DatabaseOptions>().DataDirectory;
        SqliteConnection.ClearAllPools();
        Directory.Move(folder, folder + "-away");
        try
        {
            (await host.Public.GetAsync("/health/live", Token)).Expect(HttpStatusCode.OK);
            Assert.Equal(("database, disk", HttpStatusCode.ServiceUnavailable), await PlainAsync(host));
            var answer = (await JsonAsync(host, "en")).Json;
            Assert.Equal(["database failed", "schema skipped", "setUp skipped", "scheduler skipped", "disk failed"], Read(answer).States);
            Assert.DoesNotContain(folder, answer.GetRawText(), StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder));
        }
        finally
        {
            Directory.Move(folder + "-away", folder);
        }
    }

    [Fact]
    public async Task Scheduler_that_stands_still_is_not_ready_until_it_beats()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var services = host.Services;
        using var readiness = ActivatorUtilities.CreateInstance<Readiness>(services, Microsoft.Extensions.Options.Options.Create(new SchedulerOptions { Enabled = true }));
        var release = services.GetRequiredService<ReleaseClock>();

        Assert.Equal(HealthState.Ok, await SchedulerAsync(readiness));
        host.Clock.Advance(Readiness.LongestPause);
        Assert.Equal(HealthState.Failed, await SchedulerAsync(readiness));
        await release.ActAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthState.Ok, await SchedulerAsync(readiness));
    }

    private static async Task<HealthState> SchedulerAsync(Readiness readiness) => (await readiness.LookAsync(Token)).Single(check => check.Code == "scheduler").State;

    private static async Task<(string Text, HttpStatusCode Status)> PlainAsync(CmsHost host)
    {
        var answer = await host.Public.GetAsync("/health/ready", Token);
        return (answer.Text, answer.Status);
    }

    private static Task<CmsAnswer> JsonAsync(CmsHost host, string language) => host.Public.GetAsync("/health/ready", Token, ("Accept", "application/json"), ("Accept-Language", language));

    private static (List<string> States, List<string> Remedies) Read(JsonElement answer)
    {
        var checks = answer.GetProperty("checks").EnumerateArray().ToList();
        return ([.. checks.Select(check => $"{check.GetProperty("code").GetString()} {check.GetProperty("state").GetString()}")],
            [.. checks.Where(check => check.GetProperty("remedy").ValueKind == JsonValueKind.String).Select(check => check.GetProperty("remedy").GetString()!)]);
    }
}

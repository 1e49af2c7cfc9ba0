using Nq72.Cms.Tests.Support;
using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests;

/// <summary>Random sequences of everything that people, clocks, receivers and deaths do, against what was promised.</summary>
public abstract class ModelTests(DatabaseProvider provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_sequence_of_verbs_clocks_and_faults_keeps_the_promises()
    {
        Need.Present(provider != DatabaseProvider.PostgreSql || PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Channels:AllowPrivateNetworks:0=127.0.0.0/8");
        (await host.Admin.PutAsync($"api/v1/manage/channels/{ModelRun.Channel}", new
        {
            format = "portal", transport = "webhook", destinations = new[] { "d1", "d2" }.Select(key => new { key, url = $"{receiver.Url}{key}" }),
        }, Token)).ExpectSuccess();

        for (var number = 0; number < FaultSettings.Sequences; number++)
            await new ModelRun(host, receiver, unchecked(FaultSettings.Seed + number)).RunAsync();
    }
}

public sealed class SqliteModelTests() : ModelTests(DatabaseProvider.Sqlite);

public sealed class PostgresModelTests() : ModelTests(DatabaseProvider.PostgreSql);

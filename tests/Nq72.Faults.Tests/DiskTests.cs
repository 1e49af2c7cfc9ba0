using System.Diagnostics;
using System.Globalization;
using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests;

/// <summary>
/// A node that can write no more bytes into files. The limit is the process's own (<c>prlimit --fsize</c>), which needs no privileges and
/// no file system to fill; the node's database is PostgreSQL, so that it hits only the file drop.
/// </summary>
public sealed class DiskTests
{
    private const int Destinations = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_cannot_be_written_is_retried_with_its_reason_and_is_never_there_by_half()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        Need.Present(File.Exists("/usr/bin/prlimit"), "prlimit (Debian package util-linux)");
        await using var installation = await Installation.StartAsync(DatabaseProvider.PostgreSql, webhooks: 1, Destinations, TimeSpan.Zero);
        using var desk = installation.Desk();
        var items = await Installation.WriteItemsAsync(desk, 1);
        var release = await Installation.DraftAsync(desk, items, TimeProvider.System.GetUtcNow().AddHours(1), Installation.Files);

        Limit(installation.Nodes[0].Process.Id, "16");
        await Installation.ArmCloseAsync(desk, release);
        await Eventually.TrueAsync(
            async () => (await Installation.LedgerAsync(desk, release)).All(row => row is { State: "retrying", Code: "fileNotWritten" }), TimeSpan.FromSeconds(30), Token, "every file failed");
        Assert.Empty(installation.DroppedFiles());

        Limit(installation.Nodes[0].Process.Id, "unlimited");
        (await desk.PostAsync("api/v1/manage/deliveries/retry", new { filter = new { release } }, Token)).ExpectSuccess();
        await Installation.AwaitAcceptedAsync(desk, release, Destinations, TimeSpan.FromSeconds(30));
        var ledger = await Installation.LedgerAsync(desk, release);
        DeliveryPromises.AssertKept(Installation.Want(items, webhooks: 0, Destinations), ledger, installation.Arrivals(ledger));
    }

    private static void Limit(int process, string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", process.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }
}

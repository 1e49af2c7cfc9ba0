using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>The chain of attempts and receipts: whoever changes a word of the past is found out.</summary>
public sealed class LedgerChainTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Chain_holds_attempts_and_receipts_in_the_order_of_their_writing(DatabaseProvider provider)
    {
        await using var host = await SentAsync(provider);

        var report = await VerifyAsync(host);

        // six attempts (three refused, three accepted) and one receipt
        Assert.Equal((7L, 0, (LedgerFault?)null), (report.Entries, report.Unchained, report.Fault));
    }

    [Theory, OnEveryDatabase]
    public async Task Chain_of_two_nodes_is_one(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await using var other = host.AnotherNode();
        await host.WebhookAsync("bao", receiver.Url, destinations: 40);
        await host.ArmedAsync(A.Seven, [.. Enumerable.Range(0, 5).Select(_ => host.Gateway.Add())], ["bao"]);
        host.Clock.TurnTo(A.Seven);

        await Task.WhenAll(host.DrainAsync(), other.DrainAsync());
        await host.DrainAsync();

        var report = await VerifyAsync(host);
        Assert.Equal((200L, (LedgerFault?)null), (report.Entries, report.Fault));
    }

    [Theory]
    [OnEveryDatabase("UPDATE delivery_attempt SET http_status = 200 WHERE seq = 2")]
    [OnEveryDatabase("UPDATE delivery_attempt SET excerpt = 'x' WHERE seq = 2")]
    [OnEveryDatabase("DELETE FROM delivery_attempt WHERE seq = 2")]
    [OnEveryDatabase("UPDATE receipt SET note = 'x'")]
    [OnEveryDatabase("UPDATE receipt SET kind = 'Broadcast'")]
    [OnEveryDatabase("DELETE FROM receipt")]
    [OnEveryDatabase("UPDATE ledger_head SET seq = 1")]
    [OnEveryDatabase("DELETE FROM ledger_head")]
    public async Task Database_refuses_to_change_the_past(DatabaseProvider provider, string statement)
    {
        await using var host = await SentAsync(provider);

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync(host, statement));

        Assert.Contains("ledger_append_only", refused.Message, StringComparison.Ordinal);
        Assert.Null((await VerifyAsync(host)).Fault);
    }

    [Theory]
    [InlineData("UPDATE delivery_attempt SET http_status = 200 WHERE seq = 2", LedgerFault.EntryChanged, 2)]
    [InlineData("UPDATE delivery_attempt SET excerpt = 'x' WHERE seq = 3", LedgerFault.TextChanged, 3)]
    [InlineData("UPDATE delivery_attempt SET excerpt_digest = NULL WHERE seq = 3", LedgerFault.EntryChanged, 3)]
    [InlineData("DELETE FROM delivery_attempt WHERE seq = 5", LedgerFault.EntryMissing, 5)]
    [InlineData("UPDATE receipt SET \"by\" = 'user:2'", LedgerFault.EntryChanged, 7)]
    [InlineData("DELETE FROM receipt", LedgerFault.EntryMissing, 7)]
    [InlineData("DELETE FROM receipt; UPDATE ledger_head SET seq = 6", LedgerFault.HeadChanged, 6)]
    [InlineData("UPDATE ledger_head SET seq = 6", LedgerFault.HeadChanged, 6)]
    [InlineData("DELETE FROM ledger_head", LedgerFault.HeadMissing, 0)]
    [InlineData("UPDATE delivery_attempt SET seq = NULL, hash = NULL WHERE seq = 6; UPDATE receipt SET seq = 6", LedgerFault.EntryChanged, 6)]
    [InlineData("UPDATE delivery SET due_at = due_at + 1 WHERE destination = 'd1'", LedgerFault.EntryChanged, 0)]
    public async Task Verify_finds_what_was_changed_behind_the_guards(string statement, LedgerFault fault, long at)
    {
        await using var host = await SentAsync(DatabaseProvider.Sqlite);
        await ExecuteAsync(host, "DROP TRIGGER delivery_attempt_append_only; DROP TRIGGER delivery_attempt_excerpt; DROP TRIGGER delivery_attempt_kept; DROP TRIGGER receipt_append_only; DROP TRIGGER receipt_note; DROP TRIGGER receipt_kept; DROP TRIGGER ledger_head_onward; DROP TRIGGER ledger_head_kept");

        await ExecuteAsync(host, statement);

        var report = await VerifyAsync(host);
        Assert.Equal(fault, report.Fault);
        // where an entry lies that tells of a delivery depends on the order of sending
        if (at > 0)
            Assert.Equal(at, report.BrokenAt);
    }

    [Theory, OnEveryDatabase]
    public async Task Redact_blanks_texts_and_the_chain_holds(DatabaseProvider provider)
    {
        await using var host = await SentAsync(provider);
        var confirmed = (await host.DeliveriesAsync()).Single(delivery => delivery.Destination == "d1");

        var redacted = await host.DoAsync((RedactDelivery verb) => verb.ExecuteAsync(confirmed.Id, new("Có số điện thoại"), Actor.System, Token));

        Assert.All(redacted.Attempts, attempt => Assert.Null(attempt.Excerpt));
        Assert.Null(Assert.Single(redacted.Receipts).Note);
        var report = await VerifyAsync(host);
        Assert.Equal((2, (LedgerFault?)null), (report.Blanked, report.Fault));
        Assert.Equal(422, (await host.FailAsync((RedactDelivery verb) => verb.ExecuteAsync(confirmed.Id, new(" "), Actor.System, Token))).Status);
        Assert.Equal(404, (await host.FailAsync((RedactDelivery verb) => verb.ExecuteAsync(Guid.NewGuid(), new("Vì"), Actor.System, Token))).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Lateness_is_kept_as_numbers(DatabaseProvider provider)
    {
        await using var host = await SentAsync(provider);

        var rows = await RowsAsync(host, new(Destination: "d1"));

        // refused at the instant, accepted five to six seconds later, confirmed ten minutes after it
        var row = Assert.Single(rows);
        Assert.Equal((0L, 600_000L), ((long?)row[15], (long?)row[17]));
        Assert.InRange((long)row[16]!, 4_000, 60_000);
        Assert.Equal("2027-04-07 07:00:00.000", row[10]);
    }

    /// <summary>Three destinations that refuse once and accept then; the first one is confirmed.</summary>
    private async Task<SchedulerHost> SentAsync(DatabaseProvider provider)
    {
        var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 3);
        receiver.Answer(_ => new(500) { Body = "lỗi của chị Lan, 0912…" });
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.DrainAtAsync(A.Seven);
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await host.DrainAtAsync(A.Seven.AddSeconds(30));
        var first = (await host.DeliveriesAsync()).Single(delivery => delivery.Destination == "d1");
        host.Clock.TurnTo(A.Seven.AddMinutes(10));
        await host.DoAsync((RecordReceipt verb) => verb.ExecuteAsync(new(first.Id, ReceiptKind.Accepted, null, "Chị Lan nhận"), Actor.System, Token));
        return host;
    }

    private static Task<LedgerReport> VerifyAsync(SchedulerHost host) => host.InScopeAsync((VerifyLedger verify) => verify.ExecuteAsync(Token));

    private static Task<List<object?[]>> RowsAsync(SchedulerHost host, DeliveryFilter filter) => host.InScopeAsync(async (LedgerTables tables) =>
    {
        var rows = new List<object?[]>();
        await foreach (var row in tables.DeliveriesAsync(filter, Token))
            rows.Add(row);
        return rows;
    });

    private static async Task ExecuteAsync(SchedulerHost host, string statement)
    {
        await using var connections = new Connections(host.Database.Options);
        await using var connection = connections.Create();
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Token);
    }
}

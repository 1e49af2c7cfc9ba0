using Nq72.Testing.Cms;

namespace Nq72.Faults.Tests.Support;

/// <summary>A release that is on its way, as the receiver and the ledger have it.</summary>
internal sealed class DrainingRelease
{
    private readonly Installation installation;
    private readonly CmsClient desk;
    private readonly string id;
    private readonly HashSet<Wanted> wanted;
    private readonly DateTimeOffset at;
    private IReadOnlyList<LedgerRow> ledger = [];

    private DrainingRelease(Installation installation, CmsClient desk, string id, HashSet<Wanted> wanted, DateTimeOffset at)
    {
        this.installation = installation;
        this.desk = desk;
        this.id = id;
        this.wanted = wanted;
        this.at = at;
    }

    /// <summary>How many pushes of it came.</summary>
    public int Seen => Pushes.Count();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // one installation sends several releases: theirs is told by the instant
    private IEnumerable<Arrival> Pushes => installation.Arrivals(ledger).Where(arrival => arrival.Due == at);

    /// <summary>Armed through a node, for an instant close ahead.</summary>
    public static async Task<DrainingRelease> ArmAsync(Installation installation, FaultyNode through, int items)
    {
        var client = through.Process.Client();
        var written = await Installation.WriteItemsAsync(client, items);
        var release = await Installation.DraftAsync(client, written, TimeProvider.System.GetUtcNow().AddHours(1), Installation.Webhooks);
        var due = await Installation.ArmCloseAsync(client, release);
        return new(installation, client, release, Installation.Want(written, NodesFixture.Webhooks, files: 0), due);
    }

    /// <summary>Waits until so many pushes of it came.</summary>
    public Task ReceivedAsync(int count) => Eventually.TrueAsync(() => Seen >= count, TimeSpan.FromSeconds(60), Token, $"{count} pushes came");

    /// <summary>Waits until all of it is accepted.</summary>
    public async Task AcceptedAsync(TimeSpan within)
    {
        await Installation.AwaitAcceptedAsync(desk, id, wanted.Count, within);
        ledger = await Installation.LedgerAsync(desk, id);
    }

    /// <summary>Every promise was kept up to now.</summary>
    public void AssertKept() => DeliveryPromises.AssertKept(wanted, ledger, [.. Pushes]);
}

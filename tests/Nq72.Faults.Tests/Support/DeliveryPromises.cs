namespace Nq72.Faults.Tests.Support;

/// <summary>
/// What must hold of a release's deliveries when all is over, whatever happened on the way: none lost, none doubled, none early, the same
/// bytes under the same key. Told from what receivers have, not from what the program says alone.
/// </summary>
internal static class DeliveryPromises
{
    /// <summary>Everything that does not hold, in words; none when all promises were kept.</summary>
    /// <param name="wanted">What was armed.</param>
    /// <param name="ledger">What the program says became of it.</param>
    /// <param name="arrived">What the receivers have.</param>
    public static IReadOnlyList<string> Violations(IReadOnlyCollection<Wanted> wanted, IReadOnlyCollection<LedgerRow> ledger, IReadOnlyCollection<Arrival> arrived) =>
        [.. InLedger(wanted, ledger), .. Lost(ledger, arrived), .. Doubled(ledger, arrived), .. Changed(arrived), .. Early(arrived)];

    /// <summary>Fails the test with the violations, and with the seed that leads to them again.</summary>
    public static void AssertKept(IReadOnlyCollection<Wanted> wanted, IReadOnlyCollection<LedgerRow> ledger, IReadOnlyCollection<Arrival> arrived)
    {
        var violations = Violations(wanted, ledger, arrived);
        Assert.True(violations.Count == 0, $"{violations.Count} violations (seed {FaultSettings.Seed}):{Environment.NewLine}{string.Join(Environment.NewLine, violations.Take(20))}");
    }

    private static IEnumerable<string> InLedger(IReadOnlyCollection<Wanted> wanted, IReadOnlyCollection<LedgerRow> ledger)
    {
        var rows = ledger.ToLookup(row => new Wanted(row.Item, row.Channel, row.Destination));
        foreach (var one in wanted)
        {
            var count = rows[one].Count();
            if (count != 1)
                yield return $"{one}: {count} rows in the ledger";
        }

        foreach (var row in ledger.Where(row => !wanted.Contains(new(row.Item, row.Channel, row.Destination))))
            yield return $"{row} was never armed";
        foreach (var row in ledger.Where(row => row.State != "accepted"))
            yield return $"{row} ended as {row.State}";
    }

    private static IEnumerable<string> Lost(IReadOnlyCollection<LedgerRow> ledger, IReadOnlyCollection<Arrival> arrived)
    {
        var there = arrived.Select(arrival => (arrival.Channel, arrival.Destination, arrival.Delivery)).ToHashSet();
        return ledger.Where(row => row.State == "accepted" && !there.Contains((row.Channel, row.Destination, row.Id))).Select(row => $"{row} is lost: accepted, but the receiver has nothing");
    }

    // a receiver that honours the key shows one thing a key: two keys for one delivery are two things on its page
    private static IEnumerable<string> Doubled(IReadOnlyCollection<LedgerRow> ledger, IReadOnlyCollection<Arrival> arrived)
    {
        var known = ledger.ToDictionary(row => row.Id);
        foreach (var arrival in arrived.DistinctBy(arrival => (arrival.Delivery, arrival.Key)))
        {
            if (!known.TryGetValue(arrival.Delivery, out var row))
                yield return $"{arrival} is of no delivery that was armed";
            else if (row.Key != arrival.Key)
                yield return $"{arrival} is doubled: the key of the delivery is {row.Key}";
        }
    }

    private static IEnumerable<string> Changed(IReadOnlyCollection<Arrival> arrived) =>
        from arrival in arrived
        group arrival by arrival.Key into same
        where same.DistinctBy(arrival => (arrival.BodyHash, arrival.Operation, arrival.Delivery, arrival.Channel, arrival.Destination)).Count() > 1
        select $"{same.First()} came with different bytes, or as another thing, under the same key";

    private static IEnumerable<string> Early(IReadOnlyCollection<Arrival> arrived) =>
        arrived.Where(arrival => arrival.At < arrival.Due).Select(arrival => $"{arrival} came {arrival.Due - arrival.At} early");
}

/// <summary>One delivery that was armed.</summary>
internal sealed record Wanted(string Item, string Channel, string Destination);

/// <summary>A delivery as the program's ledger has it.</summary>
internal sealed record LedgerRow(Guid Id, string Item, string Channel, string Destination, string Operation, string State, string? Code, string Key, int Attempts, DateTimeOffset Due);

/// <summary>One thing that came to a receiver: a push, or a file that lies there.</summary>
internal sealed record Arrival(string Channel, string Destination, Guid Delivery, string Key, string Operation, string BodyHash, DateTimeOffset Due, DateTimeOffset At);

namespace Nq72.Faults.Tests.Support;

/// <summary>
/// What was promised, told in another way than the program tells it: what is visible at an instant is the last thing that was put on before
/// it and not taken back; what a destination ends up with is the last thing that it was owed.
/// </summary>
internal sealed class PromiseModel
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, List<Placed>> timeline = new(StringComparer.Ordinal);
    private readonly List<Owed> owed = [];
    private long order;

    public Dictionary<string, PlannedRelease> Releases { get; } = new(StringComparer.Ordinal);

    /// <summary>Every instant at which something begins.</summary>
    public IEnumerable<DateTimeOffset> Boundaries => timeline.Values.SelectMany(placed => placed.Select(one => one.From));

    /// <summary>What is owed to destinations and was not called off.</summary>
    public IEnumerable<Owed> Standing => owed.Where(one => !one.CalledOff);

    /// <summary>The version that readers see; null when none, or when it was taken back.</summary>
    public int? Visible(string item, DateTimeOffset at) => Placements(item).Where(placed => placed.From <= at).MaxBy(placed => placed.From) is { } last && !(last.EndedAt <= at) ? last.Version : null;

    public void Publish(string item, int version, DateTimeOffset now) => Place(item, now, version, null);

    /// <summary>A correction: whoever has the item, or is about to get it, gets this version in its place.</summary>
    public void Correct(string item, int version, DateTimeOffset now, IEnumerable<string> destinations)
    {
        Publish(item, version, now);
        foreach (var destination in destinations)
        {
            var last = Standing.Where(one => one.Item == item && one.Destination == destination && one.Due <= now).MaxBy(one => (one.Due, one.Order));
            if (last is not null && last.Operation != "retract")
                Owe(item, destination, "correct", version, now, null);
        }
    }

    /// <summary>The code of the refusal; null when it must be done.</summary>
    public string? Arm(string id, DateTimeOffset now, IEnumerable<string> destinations)
    {
        var release = Releases[id];
        if (release.State is not ("draft" or "held"))
            return "wrongState";
        if (release.At < now + Margin || release.Items.Keys.Any(WasRetractedLast))
            return "preflight";
        release.Held.Clear();
        Put(release, destinations);
        release.State = "armed";
        return null;
    }

    /// <summary>As <see cref="Arm"/>, for disarming or cancelling.</summary>
    public string? Withdraw(string id, DateTimeOffset now, string state)
    {
        var release = Releases[id];
        if (release.State == "armed" && now >= release.At - Margin)
            return "tooLate";
        if (release.State != "armed" && (state == "draft" || release.State is not ("draft" or "held")))
            return "wrongState";
        Take(release);
        release.Held.Clear();
        release.State = state;
        return null;
    }

    /// <summary>As <see cref="Arm"/>, for another instant.</summary>
    public string? Reschedule(string id, DateTimeOffset at, DateTimeOffset now, IEnumerable<string> destinations)
    {
        var release = Releases[id];
        if (release.State is not ("armed" or "held"))
            return "wrongState";
        if (release.State == "armed" && now >= release.At - Margin)
            return "tooLate";
        // one that is held is planned again as a whole
        var planned = release.State == "held" ? release.Items.Keys : release.Planned;
        if (planned.Any(item => WasRetractedLast(item, release.Id)))
            return "preflight";
        if (release.State == "held")
            release.Held.Clear();
        Take(release);
        release.At = at;
        release.State = "armed";
        Put(release, destinations);
        return null;
    }

    /// <summary>As <see cref="Arm"/>, for taking back what is out.</summary>
    /// <param name="id">The release.</param>
    /// <param name="now">Now.</param>
    /// <param name="has">Who has an item.</param>
    public string? RetractRelease(string id, DateTimeOffset now, Func<string, IEnumerable<string>> has)
    {
        var release = Releases[id];
        if (release.State != "armed" || release.At > now)
            return "wrongState";
        foreach (var item in release.Planned)
        {
            // what took its place by itself goes with it
            var own = Placements(item).Find(placed => placed.Release == id);
            foreach (var placed in Placements(item).Where(placed => own is not null && placed.PublishedAt == own.PublishedAt && placed.From >= own.From && (placed.Release ?? id) == id))
            {
                placed.Retracted = true;
                placed.EndedAt ??= now;
            }

            TakeBack(item, now, has(item), one => one.Release == id);
        }

        release.State = "retracted";
        return null;
    }

    /// <summary>As <see cref="Arm"/>, for one item, and with it what is planned of it.</summary>
    public string? RetractItem(string item, DateTimeOffset now, IEnumerable<string> has)
    {
        var placements = Placements(item);
        if (placements.Where(placed => placed.From <= now).MaxBy(placed => placed.From) is not { } last)
            return "neverVisible";
        if (placements.Exists(placed => placed.From > now && placed.From < now + Margin))
            return "tooLate";
        placements.RemoveAll(placed => placed.From > now);
        last.Retracted = true;
        last.EndedAt ??= now;
        TakeBack(item, now, has, _ => true);
        // armed releases that are ahead go without it, and one that has nothing else is held
        foreach (var release in Releases.Values.Where(release => release.State == "armed" && release.At > now && release.Planned.Contains(item, StringComparer.Ordinal)).ToList())
        {
            release.Held.Add(item);
            if (!release.Planned.Any())
                release.State = "held";
        }

        return null;
    }

    /// <summary>What a destination must end up with of an item; null when nothing was owed to it.</summary>
    public Owed? Final(string item, string destination) =>
        Standing.Where(one => one.Item == item && one.Destination == destination).MaxBy(one => (one.Due, one.Order));

    private void Put(PlannedRelease release, IEnumerable<string> destinations)
    {
        foreach (var (item, version) in release.Items.Where(item => !release.Held.Contains(item.Key)))
        {
            Place(item, release.At, version, release.Id);
            foreach (var destination in destinations)
                Owe(item, destination, "publish", version, release.At, release.Id);
        }
    }

    private void Take(PlannedRelease release)
    {
        foreach (var item in release.Items.Keys)
            Placements(item).RemoveAll(placed => placed.Release == release.Id && release.State == "armed");
        foreach (var one in owed.Where(one => one.Release == release.Id))
            one.CalledOff = true;
    }

    // who has it is told; what nobody has is called off
    private void TakeBack(string item, DateTimeOffset now, IEnumerable<string> has, Func<Owed, bool> which)
    {
        foreach (var one in owed.Where(one => one.Item == item && one.Operation != "retract" && which(one)))
            one.CalledOff = true;
        foreach (var destination in has)
            Owe(item, destination, "retract", null, now, null);
    }

    private void Owe(string item, string destination, string operation, int? version, DateTimeOffset due, string? release) =>
        owed.Add(new Owed(item, destination, operation, version, due, ++order, release));

    private bool WasRetractedLast(string item) => WasRetractedLast(item, null);

    private bool WasRetractedLast(string item, string? but) => Placements(item).Where(placed => but is null || placed.Release != but).MaxBy(placed => placed.From) is { Retracted: true };

    // what takes the place of something visible appeared when that did
    private void Place(string item, DateTimeOffset from, int version, string? release)
    {
        var cut = Placements(item).Where(placed => placed.From <= from).MaxBy(placed => placed.From);
        Placements(item).Add(new Placed(from, version, release, cut is null || cut.EndedAt <= from ? from : cut.PublishedAt));
    }

    private List<Placed> Placements(string item)
    {
        if (!timeline.TryGetValue(item, out var placed))
            timeline[item] = placed = [];
        return placed;
    }

    private sealed record Placed(DateTimeOffset From, int Version, string? Release, DateTimeOffset PublishedAt)
    {
        public DateTimeOffset? EndedAt { get; set; }

        public bool Retracted { get; set; }
    }
}

/// <summary>A release as it was promised.</summary>
internal sealed class PlannedRelease
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; set; }

    public required IReadOnlyDictionary<string, int> Items { get; init; }

    public string State { get; set; } = "draft";

    /// <summary>What was taken out of it until a person decides.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>What goes out with it.</summary>
    public IEnumerable<string> Planned => Items.Keys.Where(item => !Held.Contains(item));
}

/// <summary>Something that a destination is to get.</summary>
internal sealed record Owed(string Item, string Destination, string Operation, int? Version, DateTimeOffset Due, long Order, string? Release)
{
    public bool CalledOff { get; set; }
}

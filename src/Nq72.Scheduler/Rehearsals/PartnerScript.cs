namespace Nq72.Scheduler.Rehearsals;

/// <summary>How partners behave while a release is rehearsed: rules in order, of which the first that fits decides. Immutable, thread-safe.</summary>
/// <param name="Rules">The rules; none: every partner takes everything at once.</param>
public sealed record PartnerScript(IReadOnlyList<PartnerRule> Rules)
{
    /// <summary>Every partner takes everything at once.</summary>
    public static readonly PartnerScript AllWell = new([]);

    /// <summary>How a destination behaves at an instant.</summary>
    public PartnerMood MoodOf(string channel, string destination, DateTimeOffset now) =>
        Rules.FirstOrDefault(rule => rule.IsFor(channel, destination) && rule.Holds(now))?.MoodAt(now) ?? PartnerMood.Well;

    /// <summary>The next instant at which any destination may begin to behave otherwise; null when none does.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset now) => Rules.Select(rule => rule.NextChangeAfter(now)).Min();
}

/// <summary>One rule of a <see cref="PartnerScript"/>.</summary>
/// <param name="Channel">Name of the channel; null for every channel.</param>
/// <param name="Destination">Key of the destination; null for every one.</param>
/// <param name="From">Begin, inclusive; null for always.</param>
/// <param name="Until">End, exclusive; null for never.</param>
/// <param name="Mood">What it does.</param>
/// <param name="Up">For a partner that comes and goes: how long it is well; null for one that does not.</param>
/// <param name="Down">For how long it then does as <paramref name="Mood"/> says.</param>
public sealed record PartnerRule(string? Channel, string? Destination, DateTimeOffset? From, DateTimeOffset? Until, PartnerMood Mood, TimeSpan? Up = null, TimeSpan? Down = null)
{
    /// <summary>Whether it speaks of that destination.</summary>
    public bool IsFor(string channel, string destination) => (Channel is null || Channel == channel) && (Destination is null || Destination == destination);

    /// <summary>Whether it holds at that instant.</summary>
    public bool Holds(DateTimeOffset now) => (From is null || From <= now) && (Until is null || now < Until);

    /// <summary>What the destination does at an instant at which the rule holds.</summary>
    public PartnerMood MoodAt(DateTimeOffset now) => Up is { } up && Into(now) < up ? PartnerMood.Well : Mood;

    /// <summary>The next instant at which it says something else.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset now)
    {
        if (From > now)
            return From;
        if (Until <= now)
            return null;
        if (Up is not { } up)
            return Until;
        var into = Into(now);
        var next = now + (into < up ? up - into : up + Down!.Value - into);
        return Until < next ? Until : next;
    }

    // how far the round of coming and going has got
    private TimeSpan Into(DateTimeOffset now) =>
        TimeSpan.FromTicks((now - (From ?? DateTimeOffset.UnixEpoch)).Ticks % (Up!.Value + Down!.Value).Ticks);
}

/// <summary>What a partner does with a request.</summary>
/// <param name="Act">The kind of thing.</param>
/// <param name="Status">What it answers; 200 unless it answers something else.</param>
/// <param name="Seconds">How long it takes before it answers.</param>
/// <param name="RetryAfter">Seconds that it asks for; null when it does not.</param>
public sealed record PartnerMood(PartnerAct Act, int Status = 200, int Seconds = 0, int? RetryAfter = null)
{
    /// <summary>It takes everything at once.</summary>
    public static readonly PartnerMood Well = new(PartnerAct.Answer);
}

/// <summary>Kinds of behaviour.</summary>
public enum PartnerAct
{
    /// <summary>It answers with a status, perhaps late.</summary>
    Answer,

    /// <summary>Nobody listens: connections are refused.</summary>
    Down,

    /// <summary>It shows a certificate that nobody trusts.</summary>
    WrongCertificate,
}

using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>The registry of checks: each looks for one thing, under one code and with one severity.</summary>
internal static class PreflightChecks
{
    /// <summary>Every check, in the order in which their findings stand.</summary>
    public static readonly IReadOnlyList<PreflightCheck> All =
    [
        new("pastInstant", FindingSeverity.Block, ReleaseChecks.PastInstant) { NeedsInstant = true },
        new("blackout", FindingSeverity.Block, ReleaseChecks.Blackout) { NeedsInstant = true },
        new("unknownItem", FindingSeverity.Block, ContentChecks.UnknownItem),
        new("notApproved", FindingSeverity.Block, ContentChecks.NotApproved),
        new("unverifiedClaim", FindingSeverity.Block, ContentChecks.UnverifiedClaim),
        new("consentMissing", FindingSeverity.Block, FileChecks.ConsentMissing),
        new("consentExpired", FindingSeverity.Block, FileChecks.ConsentExpired),
        new("retractedItem", FindingSeverity.Block, ContentChecks.RetractedItem),
        new("channelNotConfigured", FindingSeverity.Block, ChannelChecks.NotConfigured),
        new("emptyRelease", FindingSeverity.Warn, ReleaseChecks.Empty),
        new("alsoInRelease", FindingSeverity.Warn, ReleaseChecks.AlsoInRelease),
        new("leadPassed", FindingSeverity.Warn, ChannelChecks.LeadPassed) { NeedsInstant = true },
        new("destinationStopped", FindingSeverity.Warn, ChannelChecks.Stopped),
        new("destinationFailing", FindingSeverity.Warn, ChannelChecks.Failing),
        new("destinationUnprobed", FindingSeverity.Warn, ChannelChecks.Unprobed),
        new("changedSinceApproval", FindingSeverity.Warn, ContentChecks.ChangedSinceApproval),
        new("sourceMovedOn", FindingSeverity.Warn, ContentChecks.SourceMovedOn) { IsOfText = true },
        new("translationStale", FindingSeverity.Warn, ContentChecks.TranslationStale) { IsOfText = true },
        new("translationMissing", FindingSeverity.Warn, ContentChecks.TranslationMissing) { IsOfText = true },
        new("nativeSignOffMissing", FindingSeverity.Warn, ContentChecks.NativeSignOffMissing) { IsOfText = true },
        new("deadLink", FindingSeverity.Warn, ContentChecks.DeadLink) { IsOfText = true },
        new("linkNotVisible", FindingSeverity.Warn, ContentChecks.LinkNotVisible) { NeedsInstant = true },
        new("mediaWithoutAlt", FindingSeverity.Warn, ContentChecks.MediaWithoutAlt) { IsOfText = true },
        new("altMissing", FindingSeverity.Warn, FileChecks.AltMissing) { IsOfText = true },
        new("captionsMissing", FindingSeverity.Warn, FileChecks.CaptionsMissing) { IsOfText = true },
        new("rightsExpired", FindingSeverity.Warn, FileChecks.RightsExpired) { IsOfText = true },
        new("mediaNotReady", FindingSeverity.Warn, FileChecks.NotReady) { IsOfText = true },
        new("stillTrue", FindingSeverity.Warn, ContentChecks.StillTrue),
        new("sameText", FindingSeverity.Warn, ContentChecks.SameText),
    ];

    /// <summary>Those that can be told before there is an instant.</summary>
    public static readonly IReadOnlyList<PreflightCheck> WithoutInstant = [.. All.Where(check => !check.NeedsInstant)];

    /// <summary>Runs every check; blocks come first.</summary>
    public static IReadOnlyList<Finding> Run(PreflightFacts facts) => Run(All, facts);

    /// <summary>Runs some of the checks; blocks come first.</summary>
    public static IReadOnlyList<Finding> Run(IEnumerable<PreflightCheck> checks, PreflightFacts facts) =>
    [
        .. checks.SelectMany(check => check.Look(facts).Select(found => new Finding(check.Severity, check.Code, found.Message, found.Remedy)
        {
            Item = found.Item, Field = found.Field, Channel = found.Channel, Destination = found.Destination,
        })).OrderBy(finding => finding.Severity),
    ];
}

/// <summary>One check.</summary>
/// <param name="Code">Stable; what it finds is known by it.</param>
/// <param name="Severity">What it finds blocks or warns.</param>
/// <param name="Look">Looks.</param>
internal sealed record PreflightCheck(string Code, FindingSeverity Severity, Func<PreflightFacts, IEnumerable<Found>> Look)
{
    /// <summary>Whether it can be told of a text alone, before there is a release, and approval does not ask for it anyway.</summary>
    public bool IsOfText { get; init; }

    /// <summary>Whether it says nothing before the release has its instant.</summary>
    public bool NeedsInstant { get; init; }
}

/// <summary>What a check found, where, and what to do about it.</summary>
internal sealed record Found(LocalText Message, LocalText Remedy)
{
    public string? Item { get; init; }

    public string? Field { get; init; }

    public string? Channel { get; init; }

    public string? Destination { get; init; }
}

/// <summary>What the checks look at: read once, then only reckoned with.</summary>
/// <param name="Release">The release.</param>
/// <param name="Items">The items that would go out.</param>
/// <param name="Channels">The channels that they name, by name.</param>
/// <param name="Blackouts">Those that cover the instant.</param>
/// <param name="Failing">Destinations whose deliveries fail just now.</param>
/// <param name="Elsewhere">Other armed releases, ahead, that hold one of the items.</param>
/// <param name="Copied">Items and versions that an earlier peak's release, of which this one is a copy, had already.</param>
/// <param name="Now">Now.</param>
internal sealed record PreflightFacts(
    Release Release, IReadOnlyList<PinnedItem> Items, IReadOnlyDictionary<string, Channel> Channels, IReadOnlyList<Blackout> Blackouts,
    IReadOnlySet<(string Channel, string Destination)> Failing, IReadOnlyList<ItemElsewhere> Elsewhere,
    IReadOnlySet<(string ItemId, int Version)> Copied, DateTimeOffset Now)
{
    /// <summary>The items that exist: what is gone has one finding, not many.</summary>
    public IEnumerable<PinnedItem> Known => Items.Where(pinned => pinned.Facts.Exists);

    /// <summary>The named channels that exist.</summary>
    public IEnumerable<Channel> NamedChannels => ChannelNames.Where(Channels.ContainsKey).Select(name => Channels[name]);

    /// <summary>The names of the channels that the items go to.</summary>
    public IEnumerable<string> ChannelNames => Items.SelectMany(pinned => pinned.Item.Channels).Distinct(StringComparer.Ordinal);
}

/// <summary>An item of a release and what the host knows of it.</summary>
internal sealed record PinnedItem(ReleaseItem Item, ContentFacts Facts, ContentSurroundings Around)
{
    /// <summary>The blackout that holds it; null when none does.</summary>
    public Blackout? HeldBy(IEnumerable<Blackout> blackouts) =>
        Facts is { Exists: true, Festive: true } ? blackouts.FirstOrDefault(blackout => !blackout.Allow.Match(Facts.Type, Facts.Tags, Facts.Genre)) : null;
}

/// <summary>Another armed release that holds an item.</summary>
internal sealed record ItemElsewhere(string ItemId, string ReleaseId, string Name, DateTimeOffset At);

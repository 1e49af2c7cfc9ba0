using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Something that a preflight found.</summary>
/// <param name="Severity">Whether it stops the arming.</param>
/// <param name="Code">Stable: <c>notApproved</c>, <c>channelNotConfigured</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Finding(FindingSeverity Severity, string Code, LocalText Message, LocalText Remedy)
{
    /// <summary>The item it is about.</summary>
    public string? Item { get; init; }

    /// <summary>The item's field it is about, as in JSON: <c>fields.related</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The release it is about, where several were looked at.</summary>
    public string? Release { get; init; }

    /// <summary>The channel it is about.</summary>
    public string? Channel { get; init; }

    /// <summary>The destination it is about.</summary>
    public string? Destination { get; init; }

    /// <summary>The finding in one language.</summary>
    public FindingView In(string? language) => new(Severity, Code, Item, Channel, Destination, Message.In(language), Remedy.In(language), Field, Release);

    /// <summary>Whether both tell of the same thing.</summary>
    internal bool IsAbout(Finding other) => (Code, Item, Field, Channel, Destination) == (other.Code, other.Item, other.Field, other.Channel, other.Destination);
}

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>The release cannot be armed.</summary>
    Block,

    /// <summary>A person should know.</summary>
    Warn,
}

/// <summary>A finding as it is read, in the reader's language.</summary>
/// <param name="Severity">Whether it stops the arming.</param>
/// <param name="Code">Stable.</param>
/// <param name="Item">The item it is about.</param>
/// <param name="Channel">The channel it is about.</param>
/// <param name="Destination">The destination it is about.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Field">The item's field it is about.</param>
/// <param name="Release">The release it is about, where a whole peak was looked at.</param>
public sealed record FindingView(FindingSeverity Severity, string Code, string? Item, string? Channel, string? Destination, string Message, string Remedy, string? Field, string? Release);

/// <summary>What a preflight found, blocks first.</summary>
public sealed record PreflightReport(IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing blocks.</summary>
    public bool Ready => !Findings.Any(finding => finding.Severity == FindingSeverity.Block);

    /// <summary>The report in one language.</summary>
    public PreflightView In(string? language) => new(Ready, [.. Findings.Select(finding => finding.In(language))]);
}

/// <summary>What a preflight found, as it is read.</summary>
/// <param name="Ready">Whether nothing blocks.</param>
/// <param name="Findings">Blocks first.</param>
public sealed record PreflightView(bool Ready, IReadOnlyList<FindingView> Findings);

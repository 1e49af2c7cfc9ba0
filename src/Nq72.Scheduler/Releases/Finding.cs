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

    /// <summary>The channel it is about.</summary>
    public string? Channel { get; init; }

    /// <summary>The destination it is about.</summary>
    public string? Destination { get; init; }

    /// <summary>The finding in one language.</summary>
    public FindingView In(string? language) => new(Severity, Code, Item, Channel, Destination, Message.In(language), Remedy.In(language));

    internal static Finding Block(string code, LocalText message, LocalText remedy) => new(FindingSeverity.Block, code, message, remedy);

    internal static Finding Warn(string code, LocalText message, LocalText remedy) => new(FindingSeverity.Warn, code, message, remedy);
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
public sealed record FindingView(FindingSeverity Severity, string Code, string? Item, string? Channel, string? Destination, string Message, string Remedy);

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

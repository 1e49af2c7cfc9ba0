using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Doctor;

/// <summary>What one look at the installation found.</summary>
/// <param name="Code">Stable code of what was looked at, camelCase.</param>
/// <param name="State">Whether it is well.</param>
/// <param name="Text">What was found, and what to do where something is not well.</param>
internal sealed record Checkup(string Code, CheckupState State, LocalText Text)
{
    public static Checkup Well(string code, string vi, string en) => new(code, CheckupState.Well, new(vi, en));

    public static Checkup Notice(string code, string vi, string en) => new(code, CheckupState.Notice, new(vi, en));

    public static Checkup Wrong(string code, string vi, string en) => new(code, CheckupState.Wrong, new(vi, en));
}

/// <summary>How well something is.</summary>
internal enum CheckupState
{
    /// <summary>As it should be.</summary>
    Well,

    /// <summary>Nothing is broken, but a person should look.</summary>
    Notice,

    /// <summary>Broken; the verb ends with 1.</summary>
    Wrong,
}

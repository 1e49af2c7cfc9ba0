namespace Nq72.Scheduler.Platform;

/// <summary>What the whole installation agrees on; the host registers one.</summary>
public sealed class InstallationOptions
{
    /// <summary>The zone that wall-clock times and days mean (<c>Nq72:TimeZone</c>).</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The address that the world sees, without a slash at the end; set late when it is the listening address.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether this is a rehearsal on a copy: nothing is sent outside, and every screen and answer says so.</summary>
    public bool IsRehearsal { get; init; }
}

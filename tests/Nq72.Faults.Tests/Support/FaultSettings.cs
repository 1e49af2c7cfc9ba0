using System.Globalization;
using System.Security.Cryptography;

namespace Nq72.Faults.Tests.Support;

/// <summary>How long the tests run: short forms by default, longer ones as <c>tests/faults</c> sets them.</summary>
internal static class FaultSettings
{
    /// <summary><c>NQ72_FAULTS_KILLS</c>: processes killed on each database.</summary>
    public static int Kills { get; } = Read("KILLS", 15);

    /// <summary><c>NQ72_FAULTS_RACES</c>: changes raced against their instant, on each database.</summary>
    public static int Races { get; } = Read("RACES", 60);

    /// <summary><c>NQ72_FAULTS_SEQUENCES</c>: random sequences of verbs, on each database.</summary>
    public static int Sequences { get; } = Read("SEQUENCES", 100);

    /// <summary><c>NQ72_FAULTS_SEED</c>: what every random choice follows from; a new one each run unless set. Failures print it.</summary>
    public static int Seed { get; } = Read("SEED", RandomNumberGenerator.GetInt32(int.MaxValue));

    private static int Read(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"NQ72_FAULTS_{name}") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

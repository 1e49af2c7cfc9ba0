using System.Diagnostics.CodeAnalysis;

namespace Nq72.Testing;

/// <summary>What a test needs from the machine. Missing: a failure where <c>CI</c> is <c>true</c>, a skip that names it elsewhere.</summary>
public static class Need
{
    /// <summary>Whether nothing may be skipped.</summary>
    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends the test (skip, or failure in CI) when the thing is missing.</summary>
    public static void Present([DoesNotReturnIf(false)] bool present, string thing)
    {
        if (present)
            return;
        if (IsCi)
            Assert.Fail($"Missing: {thing}");
        Assert.Skip($"Missing: {thing}");
        throw new InvalidOperationException("A skip always throws.");
    }

    /// <summary>Skips, in CI too, with a reason: for data that is only beside some checkouts.</summary>
    public static void OrSkip([DoesNotReturnIf(false)] bool present, string thing)
    {
        if (present)
            return;
        Assert.Skip($"Not here: {thing}");
        throw new InvalidOperationException("A skip always throws.");
    }
}

namespace Nq72.Architecture.Tests;

/// <summary>Asserts that say every violation at once.</summary>
internal static class Held
{
    public static void Keeps(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        if (all.Count > 0)
            Assert.Fail(string.Join(Environment.NewLine, all.Prepend($"{all.Count} violations:")));
    }
}

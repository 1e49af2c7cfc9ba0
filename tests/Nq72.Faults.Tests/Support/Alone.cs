namespace Nq72.Faults.Tests.Support;

/// <summary>Tests that race the clock or count on a node's pace: they run one after another when the others are done, or a busy machine would decide.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

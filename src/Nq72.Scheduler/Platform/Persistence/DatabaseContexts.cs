namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>The contexts of an installation, in the order in which they migrate and save.</summary>
public sealed class DatabaseContexts
{
    private readonly List<DatabaseContext> contexts = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<DatabaseContext> All => contexts;

    /// <summary>Their types: what takes part in a <see cref="UnitOfWork"/>.</summary>
    public IEnumerable<Type> Types => contexts.Select(context => context.Type);

    internal void Add(DatabaseContext context) => contexts.Add(context);
}

/// <summary>A context of an installation.</summary>
/// <param name="Type">What the slices ask for.</param>
/// <param name="ProviderType">The class for the installation's database, which its migrations name.</param>
/// <param name="HistoryTable">The table that records its migrations.</param>
public sealed record DatabaseContext(Type Type, Type ProviderType, string HistoryTable);

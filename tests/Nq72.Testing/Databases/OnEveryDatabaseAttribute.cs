using System.Reflection;
using Nq72.Scheduler.Platform.Persistence;
using Xunit.Sdk;
using Xunit.v3;

namespace Nq72.Testing.Databases;

/// <summary>
/// Runs a theory once per database: <c>[Theory, OnEveryDatabase]</c> on a method whose first parameter is a <see cref="DatabaseProvider"/>.
/// Values given here follow it: <c>[Theory, OnEveryDatabase(1, "a"), OnEveryDatabase(2, "b")]</c>. A missing PostgreSQL is a skip
/// that names it, and a failure in CI.
/// </summary>
public sealed class OnEveryDatabaseAttribute(params object?[] values) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Enum.GetValues<DatabaseProvider>().Select(Row)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow Row(DatabaseProvider provider) => new([provider, .. values])
    {
        Skip = provider == DatabaseProvider.PostgreSql && PostgresServer.Programs is null && !Need.IsCi ? $"Missing: {PostgresServer.Missing}" : null,
    };
}

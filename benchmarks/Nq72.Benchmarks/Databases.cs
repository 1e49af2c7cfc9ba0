using Nq72.Testing.Databases;

namespace Nq72.Benchmarks;

/// <summary>The databases that a benchmark runs on: SQLite, and PostgreSQL as it is shipped where it is installed; one alone by <c>NQ72_BENCHMARK_DATABASE</c>.</summary>
internal static class Databases
{
    private static readonly string? Only = Environment.GetEnvironmentVariable("NQ72_BENCHMARK_DATABASE");

    public static async IAsyncEnumerable<(string Name, string[] Settings)> EachAsync()
    {
        if (Only is null or "SQLite")
            yield return ("SQLite", []);
        if (Only is "SQLite")
            yield break;
        if (PostgresServer.Programs is null)
        {
            Console.WriteLine($"PostgreSQL left out. Missing: {PostgresServer.Missing}");
            yield break;
        }

        await using var server = await PostgresServer.StartNewAsync(durable: true, CancellationToken.None);
        yield return ("PostgreSQL", await NewAsync(server, "one"));
        yield return ("PostgreSQL, 2 nodes", await NewAsync(server, "two"));
    }

    private static async Task<string[]> NewAsync(PostgresServer server, string name)
    {
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {name}", CancellationToken.None);
        return ["--Database:Provider=PostgreSql", $"--ConnectionStrings:Nq72={server.ConnectionString(name)}"];
    }
}

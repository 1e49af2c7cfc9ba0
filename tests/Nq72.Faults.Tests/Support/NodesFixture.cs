using Npgsql;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests.Support;

/// <summary>Two nodes on a PostgreSQL of their own, the second one behind a proxy; started when a test first asks for them.</summary>
public sealed class NodesFixture : IAsyncDisposable
{
    internal const int Webhooks = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private Installation? installation;
    private PostgresServer? server;
    private TcpProxy? proxy;

    internal Installation Installation => installation ?? throw new InvalidOperationException("The nodes were not started.");

    internal FaultyNode First => Installation.Nodes[0];

    /// <summary>The one behind the proxy.</summary>
    internal FaultyNode Second => Installation.Nodes[1];

    internal PostgresServer Server => server!;

    internal TcpProxy Proxy => proxy!;

    public async ValueTask DisposeAsync()
    {
        if (installation is not null)
            await installation.DisposeAsync();
        if (proxy is not null)
            await proxy.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        if (installation is not null)
        {
            await HealAsync(cancellationToken);
            return;
        }

        server = await PostgresServer.StartNewAsync(cancellationToken);
        proxy = new TcpProxy(server.Port);
        var database = await DatabaseTemplate.CreateEmptyAsync(server, cancellationToken);
        installation = await Installation.StartAsync(database, Webhooks, files: 0, Pause);
        await installation.AddNodeAsync(new NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { Port = proxy.Port }.ConnectionString);
    }

    // whatever a test broke, and left so when it failed, is no concern of the next one
    private async Task HealAsync(CancellationToken cancellationToken)
    {
        Proxy.Mend();
        if (!Server.Runs)
            await Server.StartAsync(cancellationToken);
        foreach (var node in Installation.Nodes)
            await node.ReviveAsync(cancellationToken);
    }
}

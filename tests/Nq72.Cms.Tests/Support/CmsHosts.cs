using System.Collections.Concurrent;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Support;

/// <summary>One host per database for all tests of a class, which run one after the other; the clock goes on from test to test. Use as <c>IClassFixture</c>.</summary>
public sealed class CmsHosts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<CmsHost>>> hosts = new();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values.Where(host => host.Value.IsCompletedSuccessfully))
            await (await host.Value).DisposeAsync();
    }

    /// <summary>The class's host on a database, started when first asked for, its clock turned on by an hour: no test meets what the one before planned.</summary>
    internal async Task<CmsHost> OnAsync(DatabaseProvider provider)
    {
        var host = await hosts.GetOrAdd(provider, _ => new(() => CmsHost.StartNewAsync(provider, CancellationToken.None))).Value;
        host.Clock.Advance(TimeSpan.FromHours(1));
        return host;
    }
}

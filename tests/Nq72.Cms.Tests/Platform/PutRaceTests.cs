using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Taxonomies;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Platform;

/// <summary>What recipes put under a key, by several at once, on two nodes where there can be two: each is done, one after the other.</summary>
public sealed class PutRaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public Task Content_type_defined_by_many_at_once_is_defined_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (DefineContentTypes verb, int round, int number) => verb.RunAsync([new($"Type{round}", $"Kiểu {number}", "", [], [])], [], Actor.System, Token));

    [Theory, OnEveryDatabase]
    public Task Place_put_by_many_at_once_is_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutPlaces verb, int round, int number) => verb.RunAsync([new($"9{round}", $"Xã {number}", "xã", "20", new JsonObject())], Actor.System, Token));

    [Theory, OnEveryDatabase]
    public Task Taxonomy_put_by_many_at_once_is_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutTaxonomies verb, int round, int number) => verb.RunAsync(
            [new($"Loại{round}", $"Loại {number}", ContentIds.New(), [new("mot", $"Một {number}", "", ContentIds.New())])], Actor.System, Token));

    [Theory, OnEveryDatabase]
    public Task Site_settings_put_by_many_at_once_are_put_by_each(DatabaseProvider provider) => RaceAsync(
        provider, (PutSiteSettings verb, int round, int number) => verb.RunAsync(new SiteSettings { SiteName = $"Trang {round} {number}" }, Actor.System, Token));

    private static async Task RaceAsync<TVerb, TView>(DatabaseProvider provider, Func<TVerb, int, int, Task<Outcome<TView>>> put)
        where TVerb : notnull
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var first = await CmsHost.StartAsync(database.Options, null, Token);
        await using var second = provider == DatabaseProvider.PostgreSql ? await CmsHost.StartAsync(database.Options, null, Token) : null;
        for (var round = 0; round < 2; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
                () => (number % 2 == 0 ? first : second ?? first).RunAsync((TVerb verb) => put(verb, round, number)), Token)));
            Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Problem?.ToString()));
        }
    }
}

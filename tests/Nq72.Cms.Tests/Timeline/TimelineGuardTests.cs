using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Timeline;

/// <summary>What the database itself refuses, whoever asks.</summary>
public sealed class TimelineGuardTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Copy = """
        INSERT INTO publication (id, item_id, version, type, lang, published_at, visible_from, visible_until, recorded_at, recorded_by)
        SELECT {0}, item_id, version, type, lang, published_at, {1}, {2}, recorded_at, recorded_by FROM publication WHERE item_id = {3}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // the item is visible from 100 to 200 seconds after begin
    [Theory]
    [OnEveryDatabase(0, null, true), OnEveryDatabase(0, 101, true), OnEveryDatabase(120, 130, true), OnEveryDatabase(100, 200, true), OnEveryDatabase(199, 300, true), OnEveryDatabase(0, 300, true)]
    [OnEveryDatabase(0, 100, false), OnEveryDatabase(200, 300, false), OnEveryDatabase(200, null, false)]
    public async Task Insert_that_overlaps_is_refused_by_the_database(DatabaseProvider provider, int from, int? until, bool refused)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, begin.AddSeconds(100), begin.AddSeconds(200));

        var insert = ExecuteAsync(host, Copy, Guid.CreateVersion7(host.Now), Stored(provider, begin.AddSeconds(from)), until is { } end ? Stored(provider, begin.AddSeconds(end)) : null, item.Id);

        if (refused)
            Assert.Contains("publication_no_overlap", (await Assert.ThrowsAnyAsync<DbException>(() => insert)).Message, StringComparison.Ordinal);
        else
            Assert.Equal(1, await insert);
    }

    [Theory, OnEveryDatabase]
    public async Task Update_that_overlaps_or_turns_around_is_refused_by_the_database(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, begin.AddSeconds(100), begin.AddSeconds(200));
        await host.Admin.PublishAsync(item.Id, Token, from: begin.AddSeconds(300));

        foreach (var sql in new[]
        {
            "UPDATE publication SET visible_until = NULL WHERE item_id = {0} AND visible_from = {1}",
            "UPDATE publication SET visible_from = {2} WHERE item_id = {0} AND visible_until IS NULL AND visible_from <> {1}",
            "UPDATE publication SET visible_until = {1} WHERE item_id = {0} AND visible_from = {1}",
        })
            await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(host, sql, item.Id, Stored(provider, begin.AddSeconds(100)), Stored(provider, begin.AddSeconds(150))));

        Assert.Equal("v1 100..200, v1 300..", await host.TimelineAsync(item.Id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Update_or_delete_of_a_version_is_refused_by_the_database(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        foreach (var sql in new[]
        {
            "UPDATE content_version SET document = '{{}}' WHERE item_id = {0}", "UPDATE content_version SET title = 'khác' WHERE item_id = {0}",
            "UPDATE content_version SET slug = 'khac' WHERE item_id = {0}", "UPDATE content_version SET author_id = 'khac' WHERE item_id = {0}",
            "UPDATE content_version SET number = 2 WHERE item_id = {0}", "DELETE FROM content_version WHERE item_id = {0}",
        })
            Assert.Contains("content_version_immutable", (await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(host, sql, item.Id))).Message, StringComparison.Ordinal);
    }

    private static Task<int> ExecuteAsync(CmsHost host, string sql, params object?[] values) =>
        host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, values!, Token));

    private static object Stored(DatabaseProvider provider, DateTimeOffset instant) =>
        provider == DatabaseProvider.Sqlite ? Nq72.Scheduler.Platform.Time.Instants.ToMicroseconds(instant) : instant;
}

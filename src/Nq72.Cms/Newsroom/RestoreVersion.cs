using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>Makes an old version's text the newest draft. The old version stays what it is.</summary>
public sealed class RestoreVersion(CmsDb db, UpdateItem updateItem)
{
    /// <summary>Saves a new version that says what version <paramref name="number"/> said.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, int number, Actor actor, CancellationToken cancellationToken)
    {
        var item = await db.ContentItems.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (item is null)
            return ItemProblems.NoItem(id);
        var version = await db.ContentVersions.AsNoTracking().SingleOrDefaultAsync(row => row.ItemId == id && row.Number == number, cancellationToken);
        if (version is null)
            return ItemProblems.NoVersion(id, number);
        var newest = await db.ContentVersions.AsNoTracking().SingleAsync(row => row.ItemId == id && row.Number == item.NewestVersion, cancellationToken);
        var content = version.Read();
        LeaveUnverified(content.Fields, newest.Read().Fields);
        var body = (JsonObject)JsonSerializer.SerializeToNode(content, Json.Options)!;
        return await updateItem.RunAsync(id, body, item.NewestVersion, actor, cancellationToken);
    }

    // what was verified once may have been found wrong since: only what is verified now stays so
    private static void LeaveUnverified(JsonObject restored, JsonObject newest)
    {
        foreach (var (field, value) in restored)
        {
            foreach (var claim in ClaimValues.Of(value).Where(claim => !ClaimValues.Of(newest[field]).Any(now => now.IsVerified() && now.SaysTheSameAs(claim))))
                claim["verified"] = false;
        }
    }
}

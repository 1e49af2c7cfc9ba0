using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>What can stand in the way of touching an item, said the same way everywhere.</summary>
public static class ItemProblems
{
    /// <summary>404.</summary>
    public static Problem NoItem(string id) => Problem.NotFound($"Không có nội dung '{id}'.", $"There is no item '{id}'.");

    /// <summary>404.</summary>
    public static Problem NoVersion(string id, int number) =>
        Problem.NotFound($"Nội dung '{id}' không có phiên bản {number}.", $"The item '{id}' has no version {number}.");

    /// <summary>409 <c>trashed</c>.</summary>
    public static Problem Trashed(string id) => Problem.Conflict("trashed",
        new("Nội dung đang ở thùng rác", "The item is in the trash"),
        new($"Hãy khôi phục nội dung '{id}' trước.", $"Restore the item '{id}' first."));

    /// <summary>412 <c>stale</c>, with both versions' numbers.</summary>
    public static Problem Stale(int seen, int current) => new(412, "stale",
        new("Người khác đã lưu trước", "Somebody else was faster"),
        new($"Bạn sửa từ phiên bản {seen}, nay đã có phiên bản {current}.", $"You edited version {seen}; there is now version {current}."))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["yourVersion"] = seen, ["currentVersion"] = current },
    };

    /// <summary>409 <c>wrongState</c>.</summary>
    public static Problem WrongState(ReviewState state, string vi, string en) => Problem.Conflict("wrongState",
        new(vi, en), new($"Phiên bản đang ở trạng thái {StateName(state)}.", $"The version is in the state {state.ToString().ToLowerInvariant()}."));

    /// <summary>The state in Vietnamese.</summary>
    public static string StateName(ReviewState state) => state switch
    {
        ReviewState.Draft => "bản nháp",
        ReviewState.Submitted => "chờ duyệt",
        ReviewState.Returned => "trả lại",
        _ => "đã duyệt",
    };

    /// <summary>Reads the item for writing: other writers of the same item wait until this unit of work ends.</summary>
    public static async Task<Outcome<ContentItem>> LockItemAsync(this CmsDb db, string id, CancellationToken cancellationToken)
    {
        // an update that changes nothing takes the row's lock on PostgreSQL; on SQLite the unit of work already holds the pen
        await db.ContentItems.Where(item => item.Id == id).ExecuteUpdateAsync(item => item.SetProperty(row => row.Revision, row => row.Revision), cancellationToken);
        if (db.ContentItems.Local.FirstOrDefault(row => row.Id == id) is { } tracked)
            await db.Entry(tracked).ReloadAsync(cancellationToken);
        var item = await db.ContentItems.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return item is null ? NoItem(id) : item;
    }

    /// <summary>As the other, for a person who may do this to an item of that type and unit; 403 <c>notHere</c> for one whose roles count elsewhere.</summary>
    public static async Task<Outcome<ContentItem>> LockItemAsync(this CmsDb db, string id, Actor actor, string scope, CancellationToken cancellationToken)
    {
        var locked = await db.LockItemAsync(id, cancellationToken);
        if (!locked.Succeeded || actor.MayEverywhere(scope) || !actor.May(scope))
            return locked;
        return actor.MayOn(scope, locked.Value.Type, await db.UnitOfAsync(locked.Value, cancellationToken)) ? locked : NotHere;
    }

    /// <summary>Unit that the newest version names; null for none.</summary>
    public static async Task<string?> UnitOfAsync(this CmsDb db, ContentItem item, CancellationToken cancellationToken) =>
        (await db.ContentVersions.AsNoTracking().FirstOrDefaultAsync(row => row.ItemId == item.Id && row.Number == item.NewestVersion, cancellationToken))?.Read().Unit;

    /// <summary>What is told to one whose roles count for other types or another unit.</summary>
    public static Problem NotHere => new(403, "notHere", new("Vai trò của bạn không có hiệu lực với nội dung này", "Your role does not count for this item"),
        new("Vai trò chỉ có hiệu lực với một số loại nội dung hay với nội dung của một đơn vị; người quản trị đổi được.", "It counts for some content types only, or for the items of one unit; an administrator can change that."));
}

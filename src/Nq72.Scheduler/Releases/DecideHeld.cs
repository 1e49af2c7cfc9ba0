using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// A person's decision about items that were taken out of a release: they go out now or at an instant, into another release, or not at all.
/// Until then they wait: nothing catches up by itself.
/// </summary>
public sealed class DecideHeld
{
    // long enough for the arming to be in time for it
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    private readonly SchedulerDb db;
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;
    private readonly ReleaseReader reader;

    internal DecideHeld(SchedulerDb db, ReleaseEdit edits, ReleasePlan plan, ReleaseReader reader)
    {
        this.db = db;
        this.edits = edits;
        this.plan = plan;
        this.reader = reader;
    }

    /// <summary>
    /// Decides. <c>release</c> arms a whole held release anew, or puts some of its items into a new, armed release (the item's <c>movedTo</c>);
    /// 409 <c>preflight</c> while something still blocks. <c>move</c> adds them to a draft.
    /// </summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, DecisionInput input, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.decide", async (release, now) =>
        {
            var fields = new Fields();
            var items = ReadItems(fields, release, input.Items);
            if (input.Decision is null)
                fields.Add("decision", "required", "Cần quyết định: release, move hoặc cancel.", "A decision is needed: release, move or cancel.");
            var reason = fields.Optional("reason", input.Reason, RetractRelease.ReasonLength);
            if (fields.AreInvalid)
                return fields.Problem;
            return input.Decision switch
            {
                HeldDecision.Release => await ReleaseAsync(release, items, input.At, now, actor, cancellationToken),
                HeldDecision.Move => await MoveAsync(release, items, input.Release, now, actor, cancellationToken),
                _ => await CancelAsync(release, items, reason, now, actor, cancellationToken),
            };
        }, cancellationToken);

    private static List<ReleaseItem> ReadItems(Fields fields, Release release, IReadOnlyList<string>? asked)
    {
        var held = release.HeldItems.ToList();
        foreach (var (index, item) in (asked ?? []).Index().Where(entry => !held.Exists(known => known.ItemId == entry.Item)))
            fields.Add($"items[{index}]", "notHeld", $"Nội dung '{item}' không bị tạm giữ trong đợt phát này.", $"The item '{item}' is not held in this release.");
        if (held.Count == 0)
            fields.Add("items", "notHeld", "Đợt phát này không có nội dung nào đang tạm giữ.", "No item of this release is held.");
        return asked is null ? held : held.FindAll(item => asked.Contains(item.ItemId, StringComparer.Ordinal));
    }

    private async Task<Problem?> ReleaseAsync(Release release, List<ReleaseItem> items, WallTime? at, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        var whole = release.State == StoredReleaseState.Held && items.Count == release.HeldItems.Count();
        var target = whole ? release : Fork(release, now, actor);
        var fields = new Fields();
        var before = target.At;
        reader.ReadInstant(fields, target, at ?? now + AtOnce, now);
        if (fields.AreInvalid)
            return fields.Problem;
        if (target.MissedUntil is { } until)
            target.MissedUntil = until + (target.At - before);
        if (items.Exists(item => item.Until <= target.At))
            return Problem.Invalid("at", "order", "Có nội dung hết hạn trước giờ phát mới.", "An item ends before the new instant.");
        if (whole)
            return await plan.WriteAsync(release, alreadySent: [], now, actor, cancellationToken);
        db.Add(target);
        Put(target, items);
        await plan.DecideAsync(release, items, ReleaseItemState.Moved, target.Id, now, actor, cancellationToken);
        return await plan.WriteAsync(target, alreadySent: [], now, actor, cancellationToken);
    }

    private async Task<Problem?> MoveAsync(Release release, List<ReleaseItem> items, string? targetId, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        // takes the draft's lock, as every verb on it does
        await db.Set<Release>().Where(known => known.Id == targetId).ExecuteUpdateAsync(set => set.SetProperty(known => known.Revision, known => known.Revision + 1), cancellationToken);
        var target = await db.Set<Release>().Include(known => known.Items).FirstOrDefaultAsync(known => known.Id == targetId && known.State == StoredReleaseState.Draft, cancellationToken);
        if (target is null)
            return Problem.Invalid("release", "unknownRelease", $"Không có bản nháp đợt phát '{targetId}'.", $"There is no draft release '{targetId}'.");
        if (items.Find(item => target.Items.Exists(known => known.ItemId == item.ItemId)) is { } twice)
            return Problem.Invalid("release", "duplicate", $"Nội dung '{twice.ItemId}' đã có trong đợt phát đó.", $"The item '{twice.ItemId}' is in that release already.");
        if (items.Exists(item => item.Until <= target.At))
            return Problem.Invalid("release", "order", "Có nội dung hết hạn trước giờ phát của đợt đó.", "An item ends before the instant of that release.");
        Put(target, items);
        await plan.DecideAsync(release, items, ReleaseItemState.Moved, target.Id, now, actor, cancellationToken);
        return null;
    }

    private async Task<Problem?> CancelAsync(Release release, List<ReleaseItem> items, string? reason, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        await plan.DecideAsync(release, items, ReleaseItemState.Cancelled, null, now, actor, cancellationToken);
        foreach (var item in items)
            item.HoldNote = reason ?? item.HoldNote;
        return null;
    }

    private static Release Fork(Release release, DateTimeOffset now, Actor actor) => new()
    {
        Id = ContentIds.New(), Name = release.Name, CreatedBy = actor.Id, CreatedAt = now, Revision = 1, At = release.At, ZoneId = release.ZoneId,
        Missed = release.Missed, MissedUntil = release.MissedUntil, OnNewBlock = release.OnNewBlock,
    };

    private static void Put(Release target, List<ReleaseItem> items)
    {
        var next = target.Items.Count == 0 ? 0 : target.Items.Max(item => item.Position) + 1;
        target.Items.AddRange(items.Select((item, index) => new ReleaseItem
        {
            ReleaseId = target.Id, ItemId = item.ItemId, Version = item.Version, VersionGiven = item.VersionGiven, Channels = item.Channels,
            Until = item.Until, Public = item.Public, Position = next + index,
        }));
    }
}

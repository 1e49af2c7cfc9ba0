using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Moves an armed or held release to another instant; an armed one is never unarmed meanwhile. Who got it ahead of time is sent the new instant at once.</summary>
public sealed class RescheduleRelease
{
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;
    private readonly ReleaseReader reader;

    internal RescheduleRelease(ReleaseEdit edits, ReleasePlan plan, ReleaseReader reader)
    {
        this.edits = edits;
        this.plan = plan;
        this.reader = reader;
    }

    /// <summary>Reschedules; 409 <c>tooLate</c> from 500 ms before the old instant on, 422 for an instant that has passed.</summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, RescheduleInput input, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.reschedule", async (release, now) =>
        {
            var isHeld = release.State == StoredReleaseState.Held;
            if (!isHeld && ReleaseEdit.CheckArmedAndOpen(release, now) is { } closed)
                return closed;
            var fields = new Fields();
            var before = release.At;
            var sent = isHeld ? [] : await plan.RecallAsync(release, cancellationToken);
            reader.ReadInstant(fields, release, input.At, now);
            if (release.MissedUntil is { } until)
                release.MissedUntil = until + (release.At - before);
            if (release.Items.Exists(item => item.Until <= release.At))
                fields.Add("at", "order", "Có nội dung hết hạn trước giờ phát mới.", "An item ends before the new instant.");
            if (fields.AreInvalid)
                return fields.Problem;
            if (isHeld)
                return await plan.WriteAsync(release, sent, now, actor, cancellationToken);
            if (await plan.UnpublishAsync(release, now, actor, cancellationToken) is { } problem)
                return problem;
            await plan.SendForOthersAsync(release, before, now, cancellationToken);
            return await plan.WriteAsync(release, sent, now, actor, cancellationToken);
        }, cancellationToken);
}

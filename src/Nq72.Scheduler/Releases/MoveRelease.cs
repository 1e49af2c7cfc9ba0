using System.Globalization;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Moves a release to another day, at the same time of day: a draft by itself, an armed or held one by <see cref="RescheduleRelease"/>, with what that refuses.</summary>
public sealed class MoveRelease
{
    private readonly ReleaseQueries queries;
    private readonly RescheduleRelease reschedule;
    private readonly ReleaseEdit edits;
    private readonly ReleaseReader reader;
    private readonly InstallationOptions installation;

    internal MoveRelease(ReleaseQueries queries, RescheduleRelease reschedule, ReleaseEdit edits, ReleaseReader reader, InstallationOptions installation) =>
        (this.queries, this.reschedule, this.edits, this.reader, this.installation) = (queries, reschedule, edits, reader, installation);

    /// <summary>Moves it. 409 <c>tooLate</c> and what a preflight blocks as when it is rescheduled; 422 for an instant that has passed, or past an item's end.</summary>
    /// <param name="id">The release.</param>
    /// <param name="day">The day, in the installation's zone.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<ReleaseView>> ExecuteAsync(string id, DateOnly day, Actor actor, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, cancellationToken);
        if (!found.Succeeded)
            return found.Problem;
        return found.Value.State == ReleaseState.Draft
            ? await MoveDraftAsync(id, day, actor, cancellationToken)
            : await reschedule.ExecuteAsync(id, new RescheduleInput(OnDay(found.Value.At, day)), actor, cancellationToken);
    }

    private Task<Outcome<ReleaseView>> MoveDraftAsync(string id, DateOnly day, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.update", (release, now) =>
        {
            if (release.State != StoredReleaseState.Draft)
                return Task.FromResult<Problem?>(ReleaseProblems.WrongState(release.StateAt(now)));
            var fields = new Fields();
            var before = release.At;
            reader.ReadInstant(fields, release, OnDay(release.At, day), now);
            if (release.MissedUntil is { } until)
                release.MissedUntil = until + (release.At - before);
            if (release.Items.Exists(item => item.Until <= release.At))
                fields.Add("at", "order", "Có nội dung hết hạn trước giờ phát mới.", "An item ends before the new instant.");
            return Task.FromResult(fields.AreInvalid ? fields.Problem : null);
        }, cancellationToken);

    private WallTime OnDay(DateTimeOffset at, DateOnly day)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, installation.Zone).DateTime);
        return new WallTime(null, day.ToDateTime(time).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture));
    }
}

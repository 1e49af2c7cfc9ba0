using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Timeline;

/// <summary>Publishes an approved version: now, or from an instant on; until an instant, or open. Over a visible version it is a correction
/// or a replacement; a correction with a note also goes to every destination that was sent the item.</summary>
public sealed class PublishItem(
    CmsDb db, UnitOfWork unitOfWork, TimelineEdits edits, FollowUpItem followUp, UsedMedia media, AuditRecorder audit, TimeProvider clock, InstallationOptions installation)
{
    /// <summary>How far back <c>from</c> may lie and still mean now: clocks and lines are slow.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Longest public note of a correction, in characters.</summary>
    public const int MaxCorrection = 2000;

    /// <summary>The body of <c>POST /manage/items/{id}/publish</c>.</summary>
    /// <param name="Version">An approved version; absent means the newest approved one.</param>
    /// <param name="From">Begin; absent, or up to 5 s past, means now.</param>
    /// <param name="Until">End, exclusive; absent means open.</param>
    /// <param name="Correction">The public note, when this corrects what is visible; at most 2,000 characters.</param>
    /// <param name="Future">What becomes of an interval that lies ahead: <c>keep</c>, <c>withdraw</c>, <c>repin</c>.</param>
    public sealed record Request(int? Version = null, WallTime? From = null, WallTime? Until = null, string? Correction = null, string? Future = null);

    /// <summary>Puts the version on the timeline.</summary>
    public async Task<Outcome<Publication>> RunAsync(string id, Request request, Actor actor, CancellationToken cancellationToken)
    {
        var correction = string.IsNullOrWhiteSpace(request.Correction) ? null : NormalText.Of(request.Correction).Trim();
        if (correction?.Length > MaxCorrection)
            return Problem.Invalid("correction", "tooLong", $"Ghi chú đính chính dài {correction.Length} ký tự; nhiều nhất {MaxCorrection}.", $"The correction's note has {correction.Length} characters; at most {MaxCorrection}.");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Publish, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        // whoever waited for the item comes after the one who had it
        var now = clock.Now();
        var item = locked.Value;
        if (item.TrashedAt is not null)
            return ItemProblems.Trashed(id);
        var chosen = await ChooseVersionAsync(item, request.Version, cancellationToken);
        if (!chosen.Succeeded)
            return chosen.Problem;
        var span = ReadSpan(request, now);
        if (!span.Succeeded)
            return span.Problem;
        var (from, until) = span.Value;
        // what was agreed to at approval may have been taken back since, or be over by then
        if (await media.WithoutConsentAsync(chosen.Value, from, cancellationToken) is { Count: > 0 } refused)
            return Problem.Invalid(refused);
        var ahead = (await edits.ReadAheadAsync(id, from, cancellationToken)).FindAll(publication => publication.VisibleFrom > from);
        if (ahead.Count > 0)
        {
            var settled = await SettleFutureAsync(work, item, ahead, request.Future, chosen.Value.Number, now, actor, cancellationToken);
            if (!settled.Succeeded)
                return settled.Problem;
        }

        var put = await edits.PutAsync(work, item, new(chosen.Value.Number, from, until, null, correction), now, actor, cancellationToken);
        if (!put.Succeeded)
            return put.Problem;
        audit.Record(actor, from > now ? "item.schedule" : "item.publish", "item", id, new { version = chosen.Value.Number, from, until, correction });
        if (correction is not null)
            await followUp.CorrectAsync(id, chosen.Value.Number, correction, from, actor, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return put.Value;
    }

    private async Task<Outcome<ContentVersion>> ChooseVersionAsync(ContentItem item, int? number, CancellationToken cancellationToken)
    {
        var versions = db.ContentVersions.Where(version => version.ItemId == item.Id);
        var version = number is { } given
            ? await versions.SingleOrDefaultAsync(row => row.Number == given, cancellationToken)
            : await versions.Where(row => row.Review == ReviewState.Approved).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (version is null && number is { } missing)
            return ItemProblems.NoVersion(item.Id, missing);
        if (version?.Review == ReviewState.Approved)
            return version;
        return Problem.Conflict("notApproved",
            new("Phiên bản chưa được duyệt", "The version is not approved"),
            new($"Chỉ đăng được phiên bản đã duyệt; phiên bản {number ?? item.NewestVersion} chưa được duyệt.", $"Only approved versions can be published; version {number ?? item.NewestVersion} is not."));
    }

    private Outcome<(DateTimeOffset From, DateTimeOffset? Until)> ReadSpan(Request request, DateTimeOffset now)
    {
        var from = now;
        if (request.From is { } givenFrom)
        {
            var resolved = givenFrom.Resolve(installation.Zone, "from");
            if (!resolved.Succeeded)
                return resolved.Problem;
            if (resolved.Value < now - Grace)
                return Problem.Invalid("from", "past", $"Thời điểm đăng {resolved.Value.ToWire()} đã qua.", $"The instant {resolved.Value.ToWire()} is past.");
            from = resolved.Value < now ? now : resolved.Value;
        }

        if (request.Until is not { } givenUntil)
            return (from, null);
        var until = givenUntil.Resolve(installation.Zone, "until");
        if (!until.Succeeded)
            return until.Problem;
        return until.Value > from
            ? (from, until.Value)
            : Problem.Invalid("until", "untilBeforeFrom", $"Kết thúc {until.Value.ToWire()} phải sau bắt đầu {from.ToWire()}.", $"The end {until.Value.ToWire()} must come after the begin {from.ToWire()}.");
    }

    private async Task<Outcome<Done>> SettleFutureAsync(
        Work work, ContentItem item, List<Publication> ahead, string? future, int version, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        switch (future)
        {
            case "keep":
                return Done.Value;
            case "repin" when ahead.TrueForAll(publication => publication.ReleaseId is null):
                if (TimelineEdits.TooLate(ahead[0], now) is { } tooLate)
                    return tooLate;
                foreach (var publication in ahead)
                    publication.Version = version;
                await WithdrawCorrectionsAsync(ahead, actor, cancellationToken);
                foreach (var correction in ahead.FindAll(publication => publication.CorrectionNote is not null))
                    await followUp.CorrectAsync(item.Id, version, correction.CorrectionNote!, correction.VisibleFrom, actor, cancellationToken);
                return Done.Value;
            case "withdraw" when ahead.TrueForAll(publication => publication.ReleaseId is null):
                foreach (var publication in Enumerable.Reverse(ahead))
                {
                    var withdrawn = await edits.WithdrawAsync(work, item, publication, now, cancellationToken);
                    if (!withdrawn.Succeeded)
                        return withdrawn;
                }

                await WithdrawCorrectionsAsync(ahead, actor, cancellationToken);
                return Done.Value;
            case "repin" or "withdraw":
                return Problem.Conflict("armedRelease", new("Khoảng đã hẹn thuộc một đợt phát", "The interval ahead belongs to a release"),
                    new($"Hãy hủy chốt đợt phát {ahead.First(publication => publication.ReleaseId is not null).ReleaseId} trước.", $"Disarm the release {ahead.First(publication => publication.ReleaseId is not null).ReleaseId} first."));
            case null:
                return Problem.Conflict("futureInterval", new("Nội dung này đã được hẹn giờ ở phía trước", "The item has an interval ahead"),
                    new($"Đã hẹn từ {ahead[0].VisibleFrom.ToWire()}; cho biết 'future' là keep (giữ), withdraw (rút) hay repin (đổi sang phiên bản này).",
                        $"It is planned from {ahead[0].VisibleFrom.ToWire()}; say 'future': keep, withdraw or repin.")) with
                {
                    Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["futureFrom"] = ahead[0].VisibleFrom, ["futureVersion"] = ahead[0].Version, ["release"] = ahead[0].ReleaseId },
                };
            default:
                return Problem.Invalid("future", "unknownValue", $"'future' không có giá trị '{future}'; dùng keep, withdraw hoặc repin.", $"There is no 'future' of '{future}'; use keep, withdraw or repin.");
        }
    }

    // what was to be told at their instants is not
    private async Task WithdrawCorrectionsAsync(List<Publication> ahead, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var correction in ahead.FindAll(publication => publication.CorrectionNote is not null))
            await followUp.WithdrawCorrectionAsync(correction.ItemId, correction.VisibleFrom, actor, cancellationToken);
    }
}

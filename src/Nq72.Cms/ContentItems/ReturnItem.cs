using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>Sends the newest version, handed in, back to its writer with a reason.</summary>
public sealed class ReturnItem(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 2000;

    /// <summary>The reason as it is kept, or what is wrong with it.</summary>
    public static Outcome<string> ReadReason(string? reason)
    {
        var text = NormalText.Of(reason ?? "").Trim();
        if (text.Length == 0)
            return Problem.Invalid("reason", "required", "Hãy ghi lý do.", "A reason is needed.");
        return text.Length <= MaxReason ? text : Problem.Invalid("reason", "tooLong", $"Lý do dài {text.Length} ký tự; nhiều nhất {MaxReason}.", $"The reason has {text.Length} characters; at most {MaxReason}.");
    }

    /// <summary>Moves the newest version from submitted to returned.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var text = ReadReason(reason);
        if (!text.Succeeded)
            return text.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Approve, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        var version = await db.ContentVersions.SingleAsync(row => row.ItemId == id && row.Number == item.NewestVersion, cancellationToken);
        if (version.Review != ReviewState.Submitted)
            return ItemProblems.WrongState(version.Review, "Chỉ trả lại được bản đã gửi duyệt", "Only a version that was handed in can be returned");
        version.Review = ReviewState.Returned;
        version.ReviewNote = text.Value;
        item.Revision++;
        audit.Record(actor, "item.return", "item", id, new { version = version.Number, reason = text.Value });
        await work.CommitAsync(cancellationToken);
        return version;
    }
}

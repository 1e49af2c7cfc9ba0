using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Text;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Newsroom.Comments;

/// <summary>Says something of an item, and settles what was said. Whoever may see drafts may do both; a comment is never changed.</summary>
public sealed class CommentOnItem(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Comments on one item, at most: beyond it somebody talks to a wall.</summary>
    public const int Most = 500;

    /// <summary>The comments on an item: open ones first, each in the order in which they were said.</summary>
    public async Task<IReadOnlyList<ItemComment>> ListAsync(string id, CancellationToken cancellationToken) =>
        await db.Set<ItemComment>().AsNoTracking().Where(row => row.ItemId == id).OrderBy(row => row.SettledAt != null).ThenBy(row => row.SaidAt).ThenBy(row => row.Id).Take(Most).ToListAsync(cancellationToken);

    /// <summary>Adds a comment. 422 for a text that is empty or longer than <see cref="ItemComment.MaxText"/>; 409 <c>tooManyComments</c>.</summary>
    public async Task<Outcome<ItemComment>> SayAsync(string id, string? text, Actor actor, CancellationToken cancellationToken)
    {
        var said = NormalText.Of(text ?? "").Trim();
        if (said.Length == 0)
            return Problem.Invalid("comment", "required", "Hãy viết ý kiến.", "Write a comment.");
        if (said.Length > ItemComment.MaxText)
            return Problem.Invalid("comment", "tooLong", $"Ý kiến dài {said.Length} ký tự; nhiều nhất {ItemComment.MaxText}.", $"The comment has {said.Length} characters; at most {ItemComment.MaxText}.");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        if (await db.Set<ItemComment>().CountAsync(row => row.ItemId == id, cancellationToken) >= Most)
            return Problem.Conflict("tooManyComments", new($"Đã có {Most} ý kiến về nội dung này.", $"There are {Most} comments on this item."));
        var comment = new ItemComment { Id = Guid.CreateVersion7(), ItemId = id, Version = locked.Value.NewestVersion, Text = said, AuthorId = actor.Id, AuthorName = actor.Name, SaidAt = clock.Now() };
        db.Add(comment);
        audit.Record(actor, "item.comment", "item", id, new { comment = comment.Id, version = comment.Version });
        await work.CommitAsync(cancellationToken);
        return comment;
    }

    /// <summary>Settles a comment; one that is settled stays as it is.</summary>
    public async Task<Outcome<ItemComment>> SettleAsync(string id, Guid comment, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.Set<ItemComment>().SingleOrDefaultAsync(row => row.ItemId == id && row.Id == comment, cancellationToken) is not { } found)
            return Problem.NotFound($"Nội dung '{id}' không có ý kiến này.", $"The item '{id}' has no such comment.");
        if (found.SettledAt is not null)
            return found;
        (found.SettledAt, found.SettledBy) = (clock.Now(), actor.Name);
        audit.Record(actor, "item.commentSettled", "item", id, new { comment });
        await work.CommitAsync(cancellationToken);
        return found;
    }
}

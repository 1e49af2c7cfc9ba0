using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.ContentItems;

/// <summary>Approves exactly one version. It stays approved when newer drafts come; they ask for their own approval.</summary>
public sealed class ApproveItem(CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, UsedMedia media, Authorship authorship, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Moves a submitted version to approved.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, int number, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Approve, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        if (item.TrashedAt is not null)
            return ItemProblems.Trashed(id);
        if (await db.ContentVersions.SingleOrDefaultAsync(row => row.ItemId == id && row.Number == number, cancellationToken) is not { } version)
            return ItemProblems.NoVersion(id, number);
        if (version.Review == ReviewState.Approved)
            return version;
        if (version.Review != ReviewState.Submitted)
            return ItemProblems.WrongState(version.Review, "Chỉ duyệt được bản đã gửi duyệt", "Only a version that was handed in can be approved");
        if (actor.Kind == ActorKind.User && await authorship.WroteAsync(actor.Id, version, cancellationToken))
            return new Problem(403, "ownText", new("Không ai tự duyệt bài của mình", "Nobody approves their own text"));
        var type = (await catalog.GetAsync(cancellationToken)).Find(item.Type)!;
        var content = version.Read();
        var errors = await ForbiddingAsync(type, content, cancellationToken);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        version.Review = ReviewState.Approved;
        version.ApprovedAt = clock.Now();
        version.ApprovedBy = actor.SignatureOn(Scopes.Approve, item.Type, content.Unit);
        version.ReviewNote = null;
        item.Revision++;
        audit.Record(actor, "item.approve", "item", id, new { version = number, by = actor.Kind.ToString(), signed = version.ApprovedBy });
        await work.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>What in a text stands in the way of approval.</summary>
    internal async Task<IReadOnlyList<FieldError>> ForbiddingAsync(ContentType type, VersionContent content, CancellationToken cancellationToken) =>
        [.. ClaimValues.Unverified(type, content.Fields), .. await media.WithoutConsentAsync(type, content, clock.Now(), cancellationToken)];
}

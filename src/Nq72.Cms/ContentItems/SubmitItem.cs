using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.ContentItems;

/// <summary>Hands the newest version in for approval; required fields are checked here.</summary>
public sealed class SubmitItem(CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, UsedMedia media, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Moves the newest version from draft or returned to submitted.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Write, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        if (item.TrashedAt is not null)
            return ItemProblems.Trashed(id);
        var version = await db.ContentVersions.SingleAsync(row => row.ItemId == id && row.Number == item.NewestVersion, cancellationToken);
        if (version.Review is not (ReviewState.Draft or ReviewState.Returned))
            return ItemProblems.WrongState(version.Review, "Chỉ gửi duyệt được bản nháp hoặc bản bị trả lại", "Only a draft or a returned version can be handed in");
        var content = version.Read();
        var type = (await catalog.GetAsync(cancellationToken)).Find(item.Type)!;
        // recipes bring items from elsewhere, whose files do not come along: their report tells of that
        var errors = await MissingAsync(type, content, withMedia: actor.Kind != ActorKind.Recipe, cancellationToken);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        version.Review = ReviewState.Submitted;
        version.SubmittedAt = clock.Now();
        version.ReviewNote = null;
        item.Revision++;
        audit.Record(actor, "item.submit", "item", id, new { version = version.Number });
        await work.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>What a text lacks to be handed in.</summary>
    internal async Task<IReadOnlyList<FieldError>> MissingAsync(ContentType type, VersionContent content, bool withMedia, CancellationToken cancellationToken) =>
    [
        .. FieldValues.Missing(type, content.Fields),
        .. await DanglingLinksAsync(type, content.Fields, cancellationToken),
        .. withMedia ? await media.MissingAsync(type, content, cancellationToken) : [],
    ];

    private async Task<IEnumerable<FieldError>> DanglingLinksAsync(ContentType type, System.Text.Json.Nodes.JsonObject fields, CancellationToken cancellationToken)
    {
        var ids = ItemLinks.Of(type, fields).Select(link => link.Id).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return [];
        var types = await db.ContentItems.Where(item => ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => item.Type, cancellationToken);
        return ItemLinks.Dangling(type, fields, types);
    }
}

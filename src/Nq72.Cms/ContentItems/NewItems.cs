using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Many new items at once, as an import brings them: what <see cref="CreateItem"/>, <see cref="SubmitItem"/> and <see cref="ApproveItem"/> do to one,
/// with the same checks and the same entries in the audit log, in a few statements for all. What has no plain way through (a translation, a slug that is
/// taken, a claim without a source, a picture whose people must have agreed) is left alone, for those verbs to do it or to say why not.
/// </summary>
public sealed class NewItems(CmsDb db, UnitOfWork unitOfWork, PlainReads reads, SqlDialect sql, SaveVersion saveVersion, SearchIndex index, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>A new item, and what it says.</summary>
    /// <param name="ItemId">Its id.</param>
    /// <param name="VersionId">Its first version's.</param>
    /// <param name="LocalizationSet">What its translations share; null makes a new one.</param>
    /// <param name="Lang">Its language, one that the installation knows.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Content">What it says, read by the type and free of errors.</param>
    public sealed record Input(string ItemId, string VersionId, string? LocalizationSet, string Lang, ContentType Type, VersionContent Content)
    {
        /// <summary>Name of its type.</summary>
        public string TypeName => Type.Name;
    }

    /// <summary>Makes the items, each with a first version, a draft.</summary>
    /// <returns>The ids of those that were made.</returns>
    public async Task<IReadOnlySet<string>> CreateAsync(IReadOnlyList<Input> inputs, Actor actor, CancellationToken cancellationToken)
    {
        // the long part, before anybody has to wait for it
        var own = new List<Input>(inputs.Count);
        foreach (var input in inputs)
        {
            if (await saveVersion.StampClaimsAsync(NewItem(input, actor, clock.Now()), input.Type, input.Content.Fields, null, actor, cancellationToken) is null)
                own.Add(input);
        }

        var drafts = Compose(own, actor, clock.Now());
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var slugs = drafts.DistinctBy(draft => (draft.Item.Type, draft.Version.Row.Slug)).Select(draft => new SlugOwner { Type = draft.Item.Type, Slug = draft.Version.Row.Slug, ItemId = draft.Item.Id });
        var owners = await sql.InsertWhereFreeAsync(db, slugs.ToList(), nameof(SlugOwner.ItemId), cancellationToken);
        drafts.RemoveAll(draft => !owners.Contains(draft.Item.Id));
        var made = await sql.InsertWhereFreeAsync(db, drafts.ConvertAll(draft => draft.Item), nameof(ContentItem.Id), cancellationToken);
        drafts.RemoveAll(draft => !made.Contains(draft.Item.Id));
        await sql.InsertAllAsync(db, drafts.ConvertAll(draft => draft.Version.Row), cancellationToken);
        await sql.InsertAllAsync(db, drafts.SelectMany(draft => draft.Version.Facets).ToList(), cancellationToken);
        await index.AddAsync(drafts.ConvertAll(draft => draft.Version.Entry), cancellationToken);
        await audit.RecordEachAsync(actor, "item.create", "item", drafts.Select(draft => (draft.Item.Id, (object?)new { draft.Item.Type, draft.Item.Lang, draft.Version.Row.Title })), cancellationToken);
        await work.CommitAsync(cancellationToken);
        return made;
    }

    /// <summary>Hands in and approves first versions of items that <see cref="CreateAsync"/> made and that nobody has touched since.</summary>
    /// <returns>The ids of those that are approved now; the transaction holds them until it ends.</returns>
    public async Task<IReadOnlySet<string>> ApproveAsync(IReadOnlyList<Input> inputs, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var now = clock.Now();
        var targets = await ReadTargetsAsync(inputs, cancellationToken);
        var ready = inputs.Where(input => !FieldValues.Missing(input.Type, input.Content.Fields).Any() && !ItemLinks.Dangling(input.Type, input.Content.Fields, targets).Any()
            && !ClaimValues.Unverified(input.Type, input.Content.Fields).Any() && !input.Content.Media(input.Type).Any()).Select(input => input.ItemId).ToList();
        var untouched = await reads.ListAsync(
            $"SELECT id FROM content_item WHERE {sql.IsAmong("id", "ids")} AND newest_version = 1 AND trashed_at IS NULL ORDER BY id{sql.ForUpdate}", [("ids", sql.Texts(ready))], row => row.GetString(0), cancellationToken);
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var changed = await sql.UpdateEachAsync(transaction, "content_version", "review = @approved, submitted_at = @instant, approved_at = @instant, approved_by = @name, review_note = NULL",
            "content_version.item_id = @id AND content_version.number = 1 AND content_version.review = @draft", new SqlRows(untouched.Count)
                .With("id", untouched)
                .With("instant", untouched.Select(_ => now))
                .With("name", untouched.Select(_ => actor.Name))
                .With("approved", untouched.Select(_ => ReviewState.Approved))
                .With("draft", untouched.Select(_ => ReviewState.Draft)), cancellationToken);
        var approved = untouched.Where((_, i) => changed[i]).ToList();
        await sql.UpdateEachAsync(transaction, "content_item", "revision = revision + 2", "content_item.id = @id", new SqlRows(approved.Count).With("id", approved), cancellationToken);
        await audit.RecordEachAsync(actor, "item.submit", "item", approved.Select(id => (id, (object?)new { version = 1 })), cancellationToken);
        await audit.RecordEachAsync(actor, "item.approve", "item", approved.Select(id => (id, (object?)new { version = 1, by = actor.Kind.ToString(), signed = actor.Name })), cancellationToken);
        await work.CommitAsync(cancellationToken);
        return approved.ToHashSet(StringComparer.Ordinal);
    }

    private static List<(ContentItem Item, WrittenVersion Version)> Compose(List<Input> inputs, Actor actor, DateTimeOffset now)
    {
        var drafts = new (ContentItem Item, WrittenVersion Version)[inputs.Count];
        Parallel.For(0, inputs.Count, i =>
        {
            var input = inputs[i];
            var item = NewItem(input, actor, now);
            var slug = input.Content.Slug is { Length: > 0 } wish ? wish : SaveVersion.SlugStem(input.ItemId, input.Content.Title);
            drafts[i] = (item, WrittenVersion.Of(item, input.Type, input.Content with { Slug = slug }, actor, now, input.VersionId));
        });
        return [.. drafts];
    }

    private static ContentItem NewItem(Input input, Actor actor, DateTimeOffset now) => new()
    {
        Id = input.ItemId,
        Type = input.Type.Name,
        Lang = input.Lang,
        LocalizationSet = input.LocalizationSet ?? ContentIds.New(),
        NewestVersion = 1,
        Revision = 1,
        CreatedAt = now,
        CreatedBy = actor.Name,
    };

    private async Task<Dictionary<string, string>> ReadTargetsAsync(IReadOnlyList<Input> inputs, CancellationToken cancellationToken)
    {
        var links = inputs.SelectMany(input => ItemLinks.Of(input.Type, input.Content.Fields)).Select(link => link.Id).Distinct(StringComparer.Ordinal).ToList();
        return links.Count == 0 ? [] : await db.ContentItems.Where(item => links.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => item.Type, cancellationToken);
    }
}

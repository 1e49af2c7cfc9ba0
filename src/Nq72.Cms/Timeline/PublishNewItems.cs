using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Timeline;

/// <summary>
/// Puts first versions on the timeline that were approved in the same unit of work (<see cref="NewItems"/>): what <see cref="PublishItem"/> does to one, for many
/// at once. Nothing was ever visible of these items, so nothing is cut, joined or corrected.
/// </summary>
public sealed class PublishNewItems(CmsDb db, UnitOfWork unitOfWork, SqlDialect sql, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>An item, and when it is to be visible.</summary>
    /// <param name="Item">The item.</param>
    /// <param name="From">Begin; null, or an instant that is past, means now.</param>
    /// <param name="Until">End, exclusive, after the begin; null means open.</param>
    public sealed record Input(NewItems.Input Item, DateTimeOffset? From, DateTimeOffset? Until);

    /// <summary>Whether the interval would not be over before it begins: such a one is for <see cref="PublishItem"/> to refuse.</summary>
    public bool CanPublish(DateTimeOffset? from, DateTimeOffset? until)
    {
        var now = clock.Now();
        return until is null || until > (from > now ? from : now);
    }

    /// <summary>Publishes them, those that come first in the list first.</summary>
    public async Task RunAsync(IReadOnlyList<Input> inputs, Actor actor, CancellationToken cancellationToken)
    {
        if (inputs.Count == 0)
            return;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var begun = clock.Now();
        await sql.UpdateEachAsync(db.Database.CurrentTransaction!.GetDbTransaction(), "content_item", "revision = revision + 1", "content_item.id = @id",
            new SqlRows(inputs.Count).With("id", inputs.Select(input => input.Item.ItemId)), cancellationToken);
        var now = clock.Now();
        // one after the other within the time that this takes, as if each had come alone: lists keep the order
        var publications = inputs.Select((input, i) => Interval(input, begun + ((now - begun) * (i + 1) / inputs.Count), now, actor)).ToList();
        await sql.InsertAllAsync(db, publications, cancellationToken);
        foreach (var planned in publications.ToLookup(publication => publication.VisibleFrom > now))
        {
            await audit.RecordEachAsync(actor, planned.Key ? "item.schedule" : "item.publish", "item", planned.Select(publication =>
                (publication.ItemId, (object?)new { version = publication.Version, from = publication.VisibleFrom, until = publication.VisibleUntil, correction = (string?)null })), cancellationToken);
        }

        epochs.Bump(work, now);
        await work.CommitAsync(cancellationToken);
    }

    private static Publication Interval(Input input, DateTimeOffset at, DateTimeOffset now, Actor actor)
    {
        var from = input.From > now ? input.From.Value : at;
        return new Publication
        {
            Id = Guid.CreateVersion7(now),
            ItemId = input.Item.ItemId,
            Version = 1,
            Type = input.Item.TypeName,
            Lang = input.Item.Lang,
            PublishedAt = from,
            VisibleFrom = from,
            VisibleUntil = input.Until,
            RecordedAt = at,
            RecordedBy = actor.Name,
        };
    }
}

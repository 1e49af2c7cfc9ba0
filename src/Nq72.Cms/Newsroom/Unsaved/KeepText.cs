using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Newsroom.Unsaved;

/// <summary>
/// Keeps what somebody types before it is saved, and tells who else has the item open. It checks nothing but the size: what is half typed may be
/// wrong. Nothing of it is in the audit log, since nothing of it is said to anybody.
/// </summary>
public sealed class KeepText(CmsDb db, UnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>What may be kept of one person on one item, in bytes of JSON: more than the largest item that can be saved.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>How long after its last sign a page counts as open; pages tell every 20 s.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromSeconds(60);

    /// <summary>Somebody else who has the item open.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="SeenAt">When their page was last heard of.</param>
    /// <param name="TypedAt">When they last typed what they have not saved; null for nothing.</param>
    public sealed record Other(string Name, DateTimeOffset SeenAt, DateTimeOffset? TypedAt);

    /// <summary>Keeps it, in place of what was kept before.</summary>
    /// <param name="id">The item.</param>
    /// <param name="version">The version that it was typed over.</param>
    /// <param name="body">The body that would save it.</param>
    /// <param name="writer">Who types.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When it was kept; 404 for no such item, 413 <c>unsavedTooLarge</c>.</returns>
    public async Task<Outcome<DateTimeOffset>> RunAsync(string id, int version, JsonObject body, Actor writer, CancellationToken cancellationToken)
    {
        var text = body.ToJsonString(Json.Options);
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            return new Problem(413, "unsavedTooLarge", new("Chữ chưa lưu dài quá, không cất được", "The unsaved text is too long to be kept"));
        var now = clock.Now();
        var written = await WriteAsync(id, writer,
            mine => mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, version).SetProperty(row => row.Body, text).SetProperty(row => row.TypedAt, now).SetProperty(row => row.SeenAt, now), cancellationToken),
            new UnsavedText { ItemId = id, WriterId = writer.Id, WriterName = writer.Name, Version = version, Body = text, TypedAt = now, SeenAt = now }, cancellationToken);
        return written.Succeeded ? now : written.Problem;
    }

    /// <summary>Notes that somebody has the item open, and gives the others who have.</summary>
    public async Task<Outcome<IReadOnlyList<Other>>> LookAsync(string id, int version, Actor writer, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var written = await WriteAsync(id, writer, mine => mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), cancellationToken),
            new UnsavedText { ItemId = id, WriterId = writer.Id, WriterName = writer.Name, Version = version, SeenAt = now }, cancellationToken);
        if (!written.Succeeded)
            return written.Problem;
        var since = now - Open;
        return await db.Set<UnsavedText>().AsNoTracking().Where(row => row.ItemId == id && row.WriterId != writer.Id && row.SeenAt > since).OrderBy(row => row.WriterName)
            .Select(row => new Other(row.WriterName, row.SeenAt, row.TypedAt)).ToListAsync(cancellationToken);
    }

    /// <summary>What the person typed and did not save; null for nothing.</summary>
    public Task<UnsavedText?> FindAsync(string id, Actor writer, CancellationToken cancellationToken) =>
        db.Set<UnsavedText>().AsNoTracking().SingleOrDefaultAsync(row => row.ItemId == id && row.WriterId == writer.Id && row.Body != null, cancellationToken);

    /// <summary>Forgets what the person typed: it was saved, or thrown away.</summary>
    public async Task ForgetAsync(string id, Actor writer, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await db.Set<UnsavedText>().Where(row => row.ItemId == id && row.WriterId == writer.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Body, (string?)null).SetProperty(row => row.TypedAt, (DateTimeOffset?)null), cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    private async Task<Outcome<Done>> WriteAsync(string id, Actor writer, Func<IQueryable<UnsavedText>, Task<int>> update, UnsavedText first, CancellationToken cancellationToken)
    {
        var mine = db.Set<UnsavedText>().Where(row => row.ItemId == id && row.WriterId == writer.Id);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await update(mine) == 0)
        {
            // two pages of one person may begin at once: one of them makes the row
            var locked = await db.LockItemAsync(id, cancellationToken);
            if (!locked.Succeeded)
                return locked.Problem;
            if (await update(mine) == 0)
                db.Add(first);
        }

        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

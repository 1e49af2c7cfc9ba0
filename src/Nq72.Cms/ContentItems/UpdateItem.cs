using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.ContentItems;

/// <summary>Saves a new version on top of the one the writer saw. Earlier versions stay as they are, approvals included.</summary>
public sealed class UpdateItem(CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, SaveVersion saveVersion, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Writes the new version.</summary>
    /// <param name="id">The item.</param>
    /// <param name="body">JSON object of <c>PUT /manage/items/{id}</c>; of a translation, <c>sourceVersion</c> says up to which version of its source it was brought.</param>
    /// <param name="seen">Number of the version the writer started from; 412 when it is no longer the newest.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="versionId">Orchard Core's version id, from an import; null makes a new one.</param>
    public async Task<Outcome<ContentVersion>> RunAsync(
        string id, JsonObject body, int seen, Actor actor, CancellationToken cancellationToken, string? versionId = null)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Write, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        if (item.TrashedAt is not null)
            return ItemProblems.Trashed(id);
        if (item.NewestVersion != seen)
            return ItemProblems.Stale(seen, item.NewestVersion);
        if ((await catalog.GetAsync(cancellationToken)).Find(item.Type) is not { } type)
            return Problem.Conflict("typeGone", new($"Kiểu '{item.Type}' không còn.", $"The type '{item.Type}' is gone."));
        var before = await db.ContentVersions.SingleAsync(version => version.ItemId == id && version.Number == item.NewestVersion, cancellationToken);
        var input = new DraftInput(body, type, await References.ReadAsync(db, cancellationToken));
        var content = input.Read(before.Read());
        var errors = input.Errors.Concat(Unchangeable(body, item)).ToList();
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        // nor is an item handed over to where one may not write
        if (actor.May(Scopes.Write) && !actor.MayOn(Scopes.Write, item.Type, content.Unit))
            return ItemProblems.NotHere;
        var made = await SourceVersionAsync(body, before, cancellationToken);
        if (!made.Succeeded)
            return made.Problem;
        var saved = await saveVersion.RunAsync(item, type, content, actor, clock.Now(), null, versionId, cancellationToken);
        if (!saved.Succeeded)
            return saved.Problem;
        saved.Value.SourceVersion = made.Value ?? saved.Value.SourceVersion;
        audit.Record(actor, "item.save", "item", id, new { version = saved.Value.Number, saved.Value.Title });
        await work.CommitAsync(cancellationToken);
        return saved.Value;
    }

    /// <summary>The source's version that a translator says this was brought up to; null where nothing is said.</summary>
    private async Task<Outcome<int?>> SourceVersionAsync(JsonObject body, ContentVersion before, CancellationToken cancellationToken)
    {
        if (before.SourceItemId is not { } source || body["sourceVersion"] is not JsonValue given || !given.TryGetValue<int>(out var number) || number == before.SourceVersion)
            return (int?)null;
        return await db.ContentVersions.AnyAsync(version => version.ItemId == source && version.Number == number, cancellationToken)
            ? number
            : Problem.Invalid("sourceVersion", "unknownVersion", $"Bản gốc không có phiên bản {number}.", $"The source has no version {number}.");
    }

    private static IEnumerable<FieldError> Unchangeable(JsonObject body, ContentItem item)
    {
        foreach (var (name, value) in new[] { ("type", item.Type), ("lang", item.Lang) })
        {
            if (body[name] is { } given && given.ToString() != value)
                yield return new FieldError(name, "unchangeable", new(
                    string.Create(CultureInfo.InvariantCulture, $"'{name}' của một nội dung không đổi được ({value})."),
                    string.Create(CultureInfo.InvariantCulture, $"The '{name}' of an item cannot change ({value}).")));
        }
    }
}

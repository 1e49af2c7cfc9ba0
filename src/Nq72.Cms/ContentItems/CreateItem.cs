using System.Text.Json;
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

/// <summary>Makes an item with its first version, a draft that may be incomplete.</summary>
public sealed class CreateItem(CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, SaveVersion saveVersion, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Ids that a recipe or an import brings along; null makes new ones.</summary>
    /// <param name="ItemId">The item's.</param>
    /// <param name="VersionId">The version's.</param>
    /// <param name="LocalizationSet">What its translations share.</param>
    /// <param name="SourceVersionId">For a translation: the source's version it was made from; null means the newest, an unknown one an older one.</param>
    public sealed record GivenIds(string? ItemId, string? VersionId, string? LocalizationSet, string? SourceVersionId = null);

    /// <summary>Makes the item. <paramref name="body"/> is the JSON object of <c>POST /manage/items</c>.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(JsonObject body, Actor actor, CancellationToken cancellationToken, GivenIds? ids = null)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var errors = new List<FieldError>();
        var type = ReadType(body, types, errors);
        var lang = ReadText(body, "lang", errors);
        var references = await References.ReadAsync(db, cancellationToken);
        if (body["lang"] is null)
            errors.Add(new("lang", "required", new("Thiếu ngôn ngữ.", "The language is missing.")));
        else if (lang is not null && !references.IsLanguage(lang))
            errors.Add(new("lang", "unknownLanguage", new($"Không có ngôn ngữ '{lang}'.", $"There is no language '{lang}'.")));
        if (type is null)
            return Problem.Invalid(errors);
        var input = new DraftInput(body, type, references);
        var content = input.Read(null);
        errors.AddRange(input.Errors);
        var source = await FindSourceAsync(body, errors, cancellationToken);
        if (errors.Count > 0)
            return Problem.Invalid(errors);

        if (actor.May(Scopes.Write) && !actor.MayOn(Scopes.Write, type.Name, content.Unit))
            return ItemProblems.NotHere;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var now = clock.Now();
        var item = new ContentItem
        {
            Id = ids?.ItemId ?? ContentIds.New(),
            Type = type.Name,
            Lang = lang!,
            LocalizationSet = source?.LocalizationSet ?? ids?.LocalizationSet ?? ContentIds.New(),
            CreatedAt = now,
            CreatedBy = actor.Name,
        };
        if (await db.IsTakenAsync(item, cancellationToken))
            return TranslationExists(item);
        db.ContentItems.Add(item);
        // before anything else is made of it: whoever translated it at the same moment is waited for here
        if (!await work.TryTakeAsync(cancellationToken))
            return TranslationExists(item);
        var saved = await saveVersion.RunAsync(item, type, content, actor, now, source, ids?.VersionId, cancellationToken);
        if (!saved.Succeeded)
            return saved.Problem;
        if (source is not null && ids?.SourceVersionId is { } made)
            saved.Value.SourceVersion = await db.ContentVersions.Where(row => row.ItemId == source.Id && row.VersionId == made).Select(row => row.Number).SingleOrDefaultAsync(cancellationToken);
        audit.Record(actor, "item.create", "item", item.Id, new { item.Type, item.Lang, saved.Value.Title });
        await work.CommitAsync(cancellationToken);
        return saved.Value;
    }

    private static ContentType? ReadType(JsonObject body, ContentTypeSet types, List<FieldError> errors)
    {
        var name = ReadText(body, "type", errors);
        var type = types.Find(name);
        if (body["type"] is null)
            errors.Add(new("type", "required", new("Thiếu kiểu nội dung.", "The content type is missing.")));
        else if (name is not null && type is null)
            errors.Add(new("type", "unknownType", new($"Không có kiểu nội dung '{name}'.", $"There is no content type '{name}'.")));
        return type;
    }

    private static string? ReadText(JsonObject body, string name, List<FieldError> errors)
    {
        if (body[name] is not { } given)
            return null;
        if (given.GetValueKind() == JsonValueKind.String)
            return given.GetValue<string>();
        errors.Add(new(name, "wrongKind", new($"'{name}' phải là một đoạn chữ.", $"'{name}' must be text.")));
        return null;
    }

    private async Task<ContentItem?> FindSourceAsync(JsonObject body, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (body["translationOf"] is null)
            return null;
        var id = ReadText(body, "translationOf", errors);
        if (id is null)
            return null;
        var source = await db.ContentItems.AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken);
        if (source is null)
            errors.Add(new("translationOf", "unknownItem", new($"Không có nội dung nguồn '{id}'.", $"There is no source item '{id}'.")));
        return source;
    }

    private static Problem TranslationExists(ContentItem item) =>
        Problem.Invalid("lang", "translationExists", $"Nội dung này đã có bản tiếng '{item.Lang}'.", $"This item already has a translation into '{item.Lang}'.");
}

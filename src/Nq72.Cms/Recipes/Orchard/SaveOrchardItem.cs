using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Recipes.Steps;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>
/// Orchard Core's <c>POST /api/content</c>: a known item gets the body merged into a new draft, an unknown one is made; then it is published,
/// or stays a draft. Publishing goes the way of every text here: handed in, approved, put on the timeline, each recorded; so it takes the
/// scopes of both, and nothing unapproved gets out.
/// </summary>
internal sealed class SaveOrchardItem(
    CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, CreateItem create, UpdateItem update, ReviewPath review, PublishItem publish, ReadOrchardItem read, TimeProvider clock)
{
    /// <summary>Saves; returns the item as it stands then. Everything or nothing.</summary>
    public async Task<Outcome<JsonObject>> RunAsync(JsonObject body, bool draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!draft && !(actor.May(Scopes.Approve) && actor.May(Scopes.Publish)))
            return new Problem(403, "scope", new("Không đủ quyền", "The scope is too small"),
                new("Đăng qua địa chỉ này cần cả quyền duyệt (approve) và đăng (publish); gửi ?draft=true để lưu bản nháp.", "Publishing here takes both scopes, approve and publish; send ?draft=true to save a draft."));
        var id = body.Text("ContentItemId");
        if (!string.IsNullOrEmpty(id) && !ContentIds.IsValid(id))
            return Wrong("ContentItemId", "contentItemId", $"'{id}' không phải mã nội dung gồm 26 ký tự.", $"'{id}' is not a content item's id of 26 characters.");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var item = await db.ContentItems.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        var types = await catalog.GetAsync(cancellationToken);
        var name = body.Text("ContentType");
        if (types.Find(item?.Type ?? name) is not { } type)
            return Wrong("ContentType", "unknownType", $"Không có kiểu nội dung '{name}'.", $"There is no content type '{name}'.");
        if (item is not null && name is not null && name != item.Type)
            return Wrong("ContentType", "unchangeable", $"Kiểu của nội dung này là {item.Type}, không đổi được.", $"The type of this item is {item.Type} and cannot change.");
        var mapping = new OrchardItem(type, await OrchardTerms.ReadAsync(db, [], cancellationToken), types.Parts);
        var lang = (await SiteSettings.ReadAsync(db, cancellationToken)).DefaultLanguage;
        var saved = item is null
            ? await CreateAsync(mapping.Read(body, lang), actor, cancellationToken)
            : await UpdateAsync(item, body, mapping, actor, cancellationToken);
        if (saved.Succeeded && !draft)
            saved = await PublishAsync(saved.Value, actor, cancellationToken);
        if (!saved.Succeeded)
            return InOrchardsWords(saved.Problem, mapping);
        await work.CommitAsync(cancellationToken);
        return await read.VersionAsync(saved.Value.ItemId, saved.Value.Number, cancellationToken);
    }

    private Task<Outcome<ContentVersion>> CreateAsync(OrchardDraft draft, Actor actor, CancellationToken cancellationToken) =>
        create.RunAsync(draft.Body, actor, cancellationToken, new(string.IsNullOrEmpty(draft.ItemId) ? null : draft.ItemId, null, draft.LocalizationSet));

    private async Task<Outcome<ContentVersion>> UpdateAsync(ContentItem item, JsonObject body, OrchardItem mapping, Actor actor, CancellationToken cancellationToken)
    {
        var newest = await db.ContentVersions.AsNoTracking().SingleAsync(row => row.ItemId == item.Id && row.Number == item.NewestVersion, cancellationToken);
        var before = mapping.Write(item, newest, new OrchardPlace(Latest: true));
        var merged = before.DeepClone().AsObject();
        OrchardMerge.Into(merged, body);
        var after = mapping.Read(merged, item.Lang);
        // the same text again is no new version
        return JsonNode.DeepEquals(mapping.Read(before, item.Lang).Body, after.Body)
            ? newest
            : await update.RunAsync(item.Id, after.Body, item.NewestVersion, actor, cancellationToken);
    }

    private async Task<Outcome<ContentVersion>> PublishAsync(ContentVersion version, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (await db.Publications.Where(row => row.ItemId == version.ItemId && row.Version == version.Number).VisibleAt(now).AnyAsync(cancellationToken))
            return version;
        var reviewed = await review.BringAsync(version, Goal.OnTimeline, null, actor, cancellationToken);
        if (!reviewed.Succeeded)
            return reviewed.Problem;
        var published = await publish.RunAsync(version.ItemId, new PublishItem.Request(version.Number), actor, cancellationToken);
        return published.Succeeded ? version : published.Problem;
    }

    // Orchard Core answers 400 where the rest of this API says 422
    private static Problem InOrchardsWords(Problem problem, OrchardItem mapping) => problem.Status != 422 ? problem : problem with
    {
        Status = 400,
        Errors = [.. problem.Errors.Select(error => error with { Field = mapping.PathOf(error.Field) })],
    };

    private static Problem Wrong(string field, string code, string vi, string en) => Problem.Invalid(field, code, vi, en) with { Status = 400 };
}

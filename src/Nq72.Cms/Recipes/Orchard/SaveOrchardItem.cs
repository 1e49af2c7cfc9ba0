using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>
/// Orchard Core's <c>POST /api/content</c>: a known item gets the body merged into a new draft, an unknown one is made; then it is published,
/// or stays a draft, or is planned where the draft has a PublishLaterPart. Publishing goes the way of every text here: handed in, approved, put
/// on the timeline, each recorded; so it takes the scopes of both, and nothing unapproved gets out.
/// </summary>
internal sealed class SaveOrchardItem(
    CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, CreateItem create, UpdateItem update, OrchardPublishing publishing, ReadOrchardItem read, TimeProvider clock)
{
    private const string PlanMember = "PublishLaterPart.ScheduledPublishUtc";
    private const string EndMember = "ArchiveLaterPart.ScheduledArchiveUtc";

    /// <summary>The item as it stands then.</summary>
    /// <param name="Item">In Orchard Core's form.</param>
    /// <param name="LeftOut">Members of the body that have no place here, by path.</param>
    public sealed record Saved(JsonObject Item, IReadOnlyList<string> LeftOut);

    /// <summary>Saves. Everything or nothing.</summary>
    /// <param name="body">The item, or what is to change of it.</param>
    /// <param name="draft">Whether it stays a draft.</param>
    /// <param name="future">When publishing over a plan that lies ahead: <c>keep</c>, <c>withdraw</c>, <c>repin</c>; null refuses.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<Saved>> RunAsync(JsonObject body, bool draft, string? future, Actor actor, CancellationToken cancellationToken)
    {
        if (!draft && MayNotPublish(actor) is { } forbidden)
            return forbidden;
        var id = body.Text("ContentItemId");
        if (!string.IsNullOrEmpty(id) && !ContentIds.IsValid(id))
            return Wrong("ContentItemId", "contentItemId", $"'{id}' không phải mã nội dung gồm 26 ký tự.", $"'{id}' is not a content item's id of 26 characters.");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var item = await db.ContentItems.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (item?.TrashedAt is not null)
            return ItemProblems.Trashed(item.Id);
        var types = await catalog.GetAsync(cancellationToken);
        var name = body.Text("ContentType");
        if (types.Find(item?.Type ?? name) is not { } type)
            return Wrong("ContentType", "unknownType", $"Không có kiểu nội dung '{name}'.", $"There is no content type '{name}'.");
        if (item is not null && name is not null && name != item.Type)
            return Wrong("ContentType", "unchangeable", $"Kiểu của nội dung này là {item.Type}, không đổi được.", $"The type of this item is {item.Type} and cannot change.");
        var mapping = new OrchardItem(type, await OrchardTerms.ReadAsync(db, [], cancellationToken), types.Parts);
        var lang = item?.Lang ?? (await SiteSettings.ReadAsync(db, cancellationToken)).DefaultLanguage;
        var given = mapping.Read(body, lang);
        if (CheckPlan(given, draft, actor) is { } refused)
            return refused;
        var visible = item is null ? null : await publishing.VisibleAsync(item.Id, cancellationToken);
        var saved = item is null
            ? await CreateAsync(given, actor, cancellationToken)
            : await UpdateAsync(item, body, mapping, actor, cancellationToken);
        if (saved.Succeeded && !draft)
            saved = await publishing.NowAsync(saved.Value, given.Until ?? visible?.VisibleUntil, given.Correction, future, actor, cancellationToken);
        else if (saved.Succeeded && given.From is { } from)
            saved = await publishing.LaterAsync(saved.Value, from, given.Until, given.Correction, actor, cancellationToken);
        if (!saved.Succeeded)
            return InOrchardsWords(saved.Problem, mapping);
        await work.CommitAsync(cancellationToken);
        var stands = await read.VersionAsync(saved.Value.ItemId, saved.Value.Number, cancellationToken);
        return stands.Succeeded ? new Saved(stands.Value, [.. LeftOut(given, item, draft)]) : stands.Problem;
    }

    private static Problem? MayNotPublish(Actor actor) => actor.May(Scopes.Approve) && actor.May(Scopes.Publish) ? null : new Problem(403, "scope",
        new("Không đủ quyền", "The scope is too small"),
        new("Đăng hoặc hẹn đăng qua địa chỉ này cần cả quyền duyệt (approve) và đăng (publish); gửi ?draft=true, không có PublishLaterPart, để lưu bản nháp.",
            "Publishing or planning here takes both scopes, approve and publish; send ?draft=true without a PublishLaterPart to save a draft."));

    // Orchard Core would publish at once and drop the date: what is meant for later must not get out because a parameter was forgotten
    private Problem? CheckPlan(OrchardDraft given, bool draft, Actor actor)
    {
        if (given.From is not { } from)
            return null;
        if (draft)
            return MayNotPublish(actor);
        return from <= clock.Now() ? null : Wrong(PlanMember, "plannedAndPublished",
            $"Nội dung hẹn đăng lúc {from.ToWire()}; gửi ?draft=true để hẹn, hoặc bỏ PublishLaterPart để đăng ngay.",
            $"The item is planned for {from.ToWire()}; send ?draft=true to plan it, or leave out the PublishLaterPart to publish now.");
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

    private static IEnumerable<string> LeftOut(OrchardDraft given, ContentItem? item, bool draft)
    {
        foreach (var unknown in given.Unknown)
            yield return unknown.Path;
        // a draft that is not planned has no end yet
        if (draft && given is { From: null, Until: not null })
            yield return EndMember;
        if (item is not null && given.LocalizationSet is { } set && set != item.LocalizationSet)
            yield return "LocalizationPart.LocalizationSet";
    }

    // Orchard Core answers 400 where the rest of this API says 422
    private static Problem InOrchardsWords(Problem problem, OrchardItem mapping) => problem.Status != 422 ? problem : problem with
    {
        Status = 400,
        Errors = [.. problem.Errors.Select(error => error with { Field = mapping.PathOf(error.Field) })],
    };

    private static Problem Wrong(string field, string code, string vi, string en) => Problem.Invalid(field, code, vi, en) with { Status = 400 };
}

using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// Reads the items of a step into a plan and checks all of it before anything is written. As in Orchard Core items are known by their
/// version's id: a known one is left alone, a new one of a known item becomes its next version.
/// </summary>
internal sealed class ContentPlanner(CmsDb db, PlainReads reads, SlugWishes slugs, ContentChecks checks, TimeProvider clock)
{
    /// <summary>
    /// The plan: for each item its segments in order; a segment is versions to write, of which the last may have further to go. Errors are
    /// the step's.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<IReadOnlyList<PlannedVersion>>>> PlanAsync(
        StepRun step, IReadOnlyList<RecipeObject> items, IReadOnlyList<PutTaxonomies.Input> taxonomies, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return [];
        var types = await ContentTypeCatalog.ReadAsync(reads, 0, cancellationToken);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var terms = await OrchardTerms.ReadAsync(db, taxonomies, cancellationToken);
        var planned = new List<PlannedVersion>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (Read(step, item, types, terms, site.DefaultLanguage) is not { } version)
                continue;
            if (seen.Add(version.VersionId))
                planned.Add(version);
            else
                step.Report.Note($"{item.Path}: phiên bản {version.VersionId} đã có ở trên, bỏ qua. / The version is given twice.");
        }

        var known = await checks.ReadKnownAsync(planned, cancellationToken);
        planned.RemoveAll(version => IsInTrash(step, version, known));
        await slugs.SettleAsync(step, planned, known, cancellationToken);
        foreach (var version in planned)
        {
            version.IsKnown = known.Versions.ContainsKey(version.VersionId);
            version.IsOfKnownItem = known.Items.ContainsKey(version.ItemId);
            SetGoal(step, version);
        }

        var groups = planned.GroupBy(version => version.ItemId, StringComparer.Ordinal).Select(group => InOrder(step, [.. group], known)).Where(group => group.Count > 0).ToList();
        await checks.CheckAsync(step, [.. groups.SelectMany(group => group)], types, taxonomies, known, cancellationToken);
        return [.. SourcesFirst(groups).Select(InSegments)];
    }

    private static PlannedVersion? Read(StepRun step, RecipeObject item, ContentTypeSet types, OrchardTerms terms, string defaultLanguage)
    {
        var id = item.RequiredText("ContentItemId");
        if (id.Length > 0 && !ContentIds.IsValid(id))
            item.Error("ContentItemId", "contentItemId", $"'{id}' không phải mã nội dung: 26 ký tự trong 0–9, a–z trừ i, l, o, u.", $"'{id}' is not a content item's id: 26 characters of 0–9, a–z without i, l, o, u.");
        var name = item.RequiredText("ContentType");
        if (types.Find(name) is not { } type)
        {
            if (OrchardStock.IsNoContent(step.Recipe, item.Node))
                step.Report.Note($"{item.Path}: {new LeftOut("", item.Node).Contained.Trim()} không phải nội dung đứng riêng (tiện ích, trình đơn), bỏ qua. / Not content of its own (a widget, a menu); left out.");
            else if (name.Length > 0)
                item.Error("ContentType", "unknownType", $"Không có kiểu nội dung '{name}'.", $"There is no content type '{name}'.");
            return null;
        }

        var mapping = new OrchardItem(type, terms, types.Parts);
        var draft = mapping.Read(item.Node, defaultLanguage);
        // an item without a version's id gets one that hangs on what it says: the same text again is the same version
        var versionId = draft.VersionId ?? ContentIds.Of($"{id}\n{item.Node.ToJsonString(Json.Options)}");
        if (!ContentIds.IsValid(versionId))
            item.Error("ContentItemVersionId", "contentItemId", $"'{versionId}' không phải mã phiên bản gồm 26 ký tự.", $"'{versionId}' is not a version's id of 26 characters.");
        foreach (var unknown in draft.Unknown)
            step.Report.Note($"{item.Path}.{unknown.Path}: kiểu {type.Name} không có, bỏ qua. / Not part of the type; left out.{unknown.Contained}");
        return new PlannedVersion(item, mapping, draft, id, versionId);
    }

    private static bool IsInTrash(StepRun step, PlannedVersion version, KnownItems known)
    {
        if (known.Items.GetValueOrDefault(version.ItemId)?.TrashedAt is null)
            return false;
        step.Report.Note($"{version.At.Path}: nội dung {version.ItemId} đang ở thùng rác, bỏ qua. / The item is in the trash.");
        return true;
    }

    private void SetGoal(StepRun step, PlannedVersion version)
    {
        var draft = version.Draft;
        var now = clock.Now();
        version.Goal = draft.Review?.ToUpperInvariant() switch
        {
            "SUBMITTED" => Goal.Submitted,
            "RETURNED" => Goal.Returned,
            "APPROVED" => Goal.Approved,
            "RETRACTED" => Goal.Retracted,
            _ => Goal.Draft,
        };
        if (draft.Published)
            version.Goal = Goal.OnTimeline;
        else if (draft.From is { } from && from > now)
            (version.Goal, version.From) = (Goal.OnTimeline, from);
        else if (draft.From is not null)
            step.Report.Note($"{version.At.Path}: thời điểm hẹn đăng đã qua, giữ làm bản nháp. / The planned instant is past; kept as a draft.");
        if (version.Goal == Goal.OnTimeline && draft.Until <= now)
        {
            version.Goal = Goal.Draft;
            step.Report.Note($"{version.At.Path}: thời điểm hết hạn đã qua, giữ làm bản nháp. / The end is past; kept as a draft.");
        }

        if (version.Goal != Goal.OnTimeline && draft.Until > now)
            step.Report.Note($"{version.At.Path}.ArchiveLaterPart: bản chưa hẹn đăng không giữ thời điểm hết hạn; đặt lại khi đăng. / What is not planned has no end yet; set it when publishing.");
    }

    /// <summary>Archived versions first, then the published one, then those to come, then the newest draft: numbers go up with time.</summary>
    private static List<PlannedVersion> InOrder(StepRun step, List<PlannedVersion> versions, KnownItems known)
    {
        var archived = versions.FindAll(version => version is { Draft: { Latest: false, Published: false }, Goal: Goal.Draft });
        // without a later version an archived one would become the newest
        if (archived.Count > 0 && (archived.Count == versions.Count || known.Items.ContainsKey(versions[0].ItemId)))
        {
            foreach (var version in archived.Where(version => !version.IsKnown))
                step.Report.Note($"{version.At.Path}: phiên bản lưu trữ (không Latest, không Published), bỏ qua. / An archived version; left out.");
            versions.RemoveAll(version => archived.Contains(version) && !version.IsKnown);
        }

        return [.. versions.OrderBy(version => version.Draft.Published ? 1 : version.Draft.Latest ? 3 : version.Goal == Goal.Draft ? 0 : 2).ThenBy(version => version.From)];
    }

    /// <summary>A translation comes after what it was made from.</summary>
    private static IEnumerable<List<PlannedVersion>> SourcesFirst(List<List<PlannedVersion>> groups)
    {
        var sources = groups.ToDictionary(group => group[0].ItemId, group => group[0].Draft.TranslationOf, StringComparer.Ordinal);
        return groups.OrderBy(group => DepthOf(group[0].ItemId));

        int DepthOf(string id)
        {
            var depth = 0;
            // a circle of translations ends here; the verb refuses it
            while (depth <= groups.Count && sources.GetValueOrDefault(id) is { } source)
                (id, depth) = (source, depth + 1);
            return depth;
        }
    }

    private static IReadOnlyList<IReadOnlyList<PlannedVersion>> InSegments(List<PlannedVersion> versions)
    {
        var segments = new List<List<PlannedVersion>> { new() };
        foreach (var version in versions)
        {
            segments[^1].Add(version);
            if (version.Goal != Goal.Draft && version != versions[^1])
                segments.Add([]);
        }

        return segments;
    }
}

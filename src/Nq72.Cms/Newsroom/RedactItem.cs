using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom.Comments;
using Nq72.Cms.Newsroom.Unsaved;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Newsroom;

/// <summary>
/// Blacks personal data out of everything that an item said before: its old versions, their addresses and search words, the public notes of its
/// timeline, the audit log, and the copies that were sent. For good. The ledger's chain holds: it has the hashes of what was sent, not the bytes.
/// </summary>
public sealed class RedactItem(
    CmsDb db, UnitOfWork unitOfWork, ContentTypeCatalog catalog, SearchIndex index, EpochCounter epochs, RedactDeliveries deliveries, AuditRecorder audit, TimeProvider clock)
{
    private const int MostOthers = 50;

    /// <summary>What is to be blacked out, and why.</summary>
    /// <param name="Texts">1 to 20 texts of 2 to 300 characters, as they stand in the item: whole words, capitals or not.</param>
    /// <param name="Reason">For the audit log; required, at most 1,000 characters, without the data itself.</param>
    public sealed record Request(IReadOnlyList<string?>? Texts, string? Reason);

    /// <summary>What was done.</summary>
    /// <param name="Versions">In which versions something was blacked out, first to last.</param>
    /// <param name="Places">How many places, those in notes and in the audit log included.</param>
    /// <param name="Payloads">How many copies that were kept for sending were emptied.</param>
    /// <param name="SentTo">Who got such a copy (channel and destination) and must be asked to do the same.</param>
    /// <param name="Elsewhere">Ids of other items of which a version says one of the texts, capitals and marks aside; at most 50.</param>
    public sealed record Result(IReadOnlyList<int> Versions, int Places, int Payloads, IReadOnlyList<string> SentTo, IReadOnlyList<string> Elsewhere);

    /// <summary>
    /// Does it. 409 <c>stillSaid</c> while the newest version, or one that is visible or planned, says it: those are corrected first, in public. 409
    /// <c>onTheWay</c> while a copy is yet to be sent. An item in the trash is blacked out whole.
    /// </summary>
    public async Task<Outcome<Result>> RunAsync(string id, Request request, Actor actor, CancellationToken cancellationToken)
    {
        var read = Redaction.Read(request.Texts, request.Reason);
        if (!read.Succeeded)
            return read.Problem;
        var redaction = read.Value;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        var now = clock.Now();
        var type = (await catalog.GetAsync(cancellationToken)).Find(item.Type);
        var versions = (await db.ContentVersions.AsNoTracking().Where(row => row.ItemId == id).OrderBy(row => row.Number).ToListAsync(cancellationToken))
            .FindAll(version => redaction.Says(version.Read(), type) || redaction.Says(version.ReviewNote));
        if (item.TrashedAt is null && await StillSaidAsync(id, item.NewestVersion, versions, now, cancellationToken) is { } still)
            return still;
        var sent = await deliveries.ExecuteAsync(id, [.. versions.Select(version => version.Number)], redaction.Says, now, cancellationToken);
        if (!sent.Succeeded)
            return sent.Problem;
        foreach (var version in versions)
            await RedactAsync(version, type, redaction, now, cancellationToken);
        await RedactNotesAsync(id, redaction, cancellationToken);
        await RedactCommentsAsync(id, redaction, cancellationToken);
        await ForgetUnsavedAsync(id, redaction, cancellationToken);
        await audit.RewriteAsync("item", id, redaction.OfJson, cancellationToken);
        var numbers = versions.ConvertAll(version => version.Number);
        audit.Record(actor, "item.redact", "item", id, new { reason = redaction.Reason, versions = numbers, places = redaction.Places, payloads = sent.Value.Payloads });
        if (redaction.Places > 0)
        {
            item.Revision++;
            epochs.Bump(work, now);
        }

        await work.CommitAsync(cancellationToken);
        return new Result(numbers, redaction.Places, sent.Value.Payloads, sent.Value.SentTo, await ElsewhereAsync(id, redaction, cancellationToken));
    }

    private async Task<Problem?> StillSaidAsync(string id, int newest, List<ContentVersion> versions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await db.Publications.Where(row => row.ItemId == id && (row.VisibleUntil == null || row.VisibleUntil > now)).Select(row => row.Version).ToListAsync(cancellationToken);
        var still = versions.ConvertAll(version => version.Number).FindAll(number => number == newest || current.Contains(number));
        return still.Count == 0 ? null : Problem.Conflict("stillSaid",
            new("Bản mới nhất hoặc bản đang dùng vẫn còn dữ liệu này", "The newest version, or one in use, still says it"),
            new($"Phiên bản {string.Join(", ", still)}: hãy lưu một bản mới không còn dữ liệu này, đính chính hoặc thu hồi bản đang hiển thị, rồi che.",
                $"Version {string.Join(", ", still)}: save a new version without it, correct or retract what is visible, then black out.")) with
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["versions"] = still },
        };
    }

    // what somebody typed and did not save goes whole: half of it is of no use to them
    private async Task ForgetUnsavedAsync(string id, Redaction redaction, CancellationToken cancellationToken)
    {
        foreach (var kept in await db.Set<UnsavedText>().Where(row => row.ItemId == id && row.Body != null).ToListAsync(cancellationToken))
        {
            if (TextsOf(JsonNode.Parse(kept.Body!)).Any(redaction.Says))
                (kept.Body, kept.TypedAt) = (null, null);
        }
    }

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value)),
        JsonArray list => list.SelectMany(TextsOf),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => [text.GetValue<string>()],
        _ => [],
    };

    private async Task RedactAsync(ContentVersion version, ContentType? type, Redaction redaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = version.Read();
        var after = redaction.Of(before, type);
        if (after.Slug != before.Slug)
            after = after with { Slug = await MoveAsync(version, after.Slug, cancellationToken) };
        List<string?> Texts(VersionContent content) => type is null ? [] : [.. content.Texts(type)];
        if (version.SearchForm != 0)
            await index.RemoveAsync(new(version.ItemId, version.Number, before.TokensForSearch(Texts(before))), cancellationToken);
        await index.AddAsync([new(version.ItemId, version.Number, after.TokensForSearch(Texts(after)))], cancellationToken);
        // nobody approved this text, and nobody publishes it
        var returned = version.Review == ReviewState.Approved || version.Review == ReviewState.Submitted;
        await db.ContentVersions.Where(row => row.ItemId == version.ItemId && row.Number == version.Number).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Document, JsonSerializer.Serialize(after, Json.Options))
            .SetProperty(row => row.Title, after.Title)
            .SetProperty(row => row.Slug, after.Slug)
            .SetProperty(row => row.Folded, after.FoldForSearch(Texts(after)))
            .SetProperty(row => row.SearchForm, SearchTokens.Form)
            .SetProperty(row => row.Redactions, row => row.Redactions + 1)
            .SetProperty(row => row.RedactedAt, now)
            .SetProperty(row => row.Review, returned ? ReviewState.Returned : version.Review)
            .SetProperty(row => row.ApprovedAt, returned ? null : version.ApprovedAt)
            .SetProperty(row => row.ApprovedBy, returned ? null : redaction.OfOptional(version.ApprovedBy))
            .SetProperty(row => row.ReviewNote, redaction.OfOptional(version.ReviewNote)), cancellationToken);
        var tags = db.VersionFacets.Where(facet => facet.ItemId == version.ItemId && facet.Number == version.Number && facet.Kind == "tag");
        await tags.ExecuteDeleteAsync(cancellationToken);
        db.VersionFacets.AddRange(after.Tags.Select(tag => new VersionFacet { ItemId = version.ItemId, Number = version.Number, Kind = "tag", Value = tag }));
    }

    /// <summary>The slug that the version gets: the address that said it leads nowhere from now on.</summary>
    private async Task<string> MoveAsync(ContentVersion version, string wish, CancellationToken cancellationToken)
    {
        await db.SlugOwners.Where(owner => owner.Type == version.Type && owner.Slug == version.Slug && owner.ItemId == version.ItemId).ExecuteDeleteAsync(cancellationToken);
        var slug = await db.SlugOwners.AnyAsync(owner => owner.Type == version.Type && owner.Slug == wish && owner.ItemId != version.ItemId, cancellationToken) ? version.ItemId : wish;
        if (!db.SlugOwners.Local.Any(owner => owner.Slug == slug) && !await db.SlugOwners.AnyAsync(owner => owner.Type == version.Type && owner.Slug == slug, cancellationToken))
            db.SlugOwners.Add(new SlugOwner { Type = version.Type, Slug = slug, ItemId = version.ItemId });
        return slug;
    }

    private async Task RedactNotesAsync(string id, Redaction redaction, CancellationToken cancellationToken)
    {
        foreach (var interval in await db.Publications.Where(row => row.ItemId == id && (row.CorrectionNote != null || row.RetractedReason != null)).ToListAsync(cancellationToken))
        {
            interval.CorrectionNote = redaction.OfOptional(interval.CorrectionNote);
            interval.RetractedReason = redaction.OfOptional(interval.RetractedReason);
        }
    }

    private async Task RedactCommentsAsync(string id, Redaction redaction, CancellationToken cancellationToken)
    {
        foreach (var comment in await db.Set<ItemComment>().Where(row => row.ItemId == id).ToListAsync(cancellationToken))
            comment.Text = redaction.OfOptional(comment.Text)!;
        foreach (var signed in await db.Set<NativeSignOff>().Where(row => row.ItemId == id).ToListAsync(cancellationToken))
            signed.Note = redaction.OfOptional(signed.Note)!;
    }

    private async Task<IReadOnlyList<string>> ElsewhereAsync(string id, Redaction redaction, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in redaction.Folded)
            found.UnionWith(await db.ContentVersions.Where(row => row.ItemId != id && row.Folded.Contains(text)).Select(row => row.ItemId).Distinct().OrderBy(other => other).Take(MostOthers).ToListAsync(cancellationToken));
        return [.. found.Take(MostOthers)];
    }
}

using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>
/// Confirms claims of a version that waits for approval. What a version says never changes, so this is a new version, handed in again at
/// once; who confirmed is stamped on each claim.
/// </summary>
public sealed class VerifyClaims(CmsDb db, UnitOfWork unitOfWork, UpdateItem update, SubmitItem submit, ContentTypeCatalog catalog)
{
    /// <summary>The claims that have a source and are not confirmed: path below <c>fields</c>, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Open(ContentType type, JsonObject fields) =>
        from claim in All(type, fields)
        where claim.Claim["verified"]?.GetValue<bool>() != true && !string.IsNullOrWhiteSpace((string?)claim.Claim["source"])
        select (claim.Path, $"{claim.Claim["text"]} ({claim.Claim["source"]})");

    /// <summary>Confirms the claims at these paths.</summary>
    /// <param name="id">The item.</param>
    /// <param name="seen">The version that was read; 412 when it is no longer the newest.</param>
    /// <param name="paths">As <see cref="Open"/> gives them; at least one.</param>
    /// <param name="actor">Who confirms; not the author of that version.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, int seen, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var version = await db.ContentVersions.AsNoTracking().SingleOrDefaultAsync(row => row.ItemId == id && row.Number == seen, cancellationToken);
        if (version is null)
            return ItemProblems.NoVersion(id, seen);
        if (actor.Kind == ActorKind.User && version.AuthorId == actor.Id)
            return new Problem(403, "ownClaim", new("Người viết không tự xác nhận thông tin của mình", "Authors do not verify their own claims"));
        if (version.Review != ReviewState.Submitted)
            return ItemProblems.WrongState(version.Review, "Chỉ xác nhận thông tin của bản đã gửi duyệt", "Only claims of a version that was handed in can be verified");
        var fields = version.Read().Fields;
        var type = (await catalog.GetAsync(cancellationToken)).Find(version.Type)!;
        var confirmed = All(type, fields).Where(claim => paths.Contains(claim.Path)).ToList();
        if (confirmed.Count == 0)
            return Problem.Invalid("claims", "required", "Hãy chọn ít nhất một thông tin đã kiểm chứng.", "Choose at least one claim that was checked.");
        foreach (var (_, claim) in confirmed)
            claim["verified"] = true;
        var saved = await update.RunAsync(id, new JsonObject { ["fields"] = fields.DeepClone() }, seen, actor, cancellationToken);
        if (!saved.Succeeded)
            return saved.Problem;
        // a check changes no word: who stood for them stands for them still
        if (await db.Set<NativeSignOff>().AsNoTracking().SingleOrDefaultAsync(row => row.ItemId == id && row.Number == seen, cancellationToken) is { } signed)
        {
            signed.Number = saved.Value.Number;
            db.Add(signed);
        }

        var handedIn = await submit.RunAsync(id, actor, cancellationToken);
        if (!handedIn.Succeeded)
            return handedIn.Problem;
        await work.CommitAsync(cancellationToken);
        return handedIn.Value;
    }

    private static IEnumerable<(string Path, JsonObject Claim)> All(ContentType type, JsonObject fields)
    {
        foreach (var field in type.Fields.Where(field => field.Kind == FieldKind.Claim))
        {
            if (fields[field.Key] is JsonObject single)
                yield return (field.Key, single);
            foreach (var (index, claim) in (fields[field.Key] as JsonArray ?? []).OfType<JsonObject>().Index())
                yield return ($"{field.Key}[{index}]", claim);
        }
    }
}

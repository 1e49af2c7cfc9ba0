using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom.Comments;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What changed since the last approval, and the decision about exactly this version.</summary>
public sealed class ReviewItem(
    ItemQueries queries, EditorLists lists, DiffVersions diff, SubmitItem submit, ApproveItem approve, ReturnItem sendBack, RevokeApproval revoke, VerifyClaims verify, CommentOnItem comments,
    UiText text)
    : ItemPage(queries, lists)
{
    private readonly ItemQueries queries = queries;

    /// <summary>The newest version against the last approved one; against nothing before the first approval.</summary>
    public DiffView Diff { get; private set; } = new(0, 0, []);

    /// <summary>Claims that stand in the way of approval.</summary>
    public IReadOnlyList<string> OpenClaims { get; private set; } = [];

    /// <summary>Claims with a source that this person may confirm: path and text.</summary>
    public IReadOnlyList<(string Path, string Text)> Verifiable { get; private set; } = [];

    /// <summary>Whether the newest version is this person's own text.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>What was said of the item, open comments first.</summary>
    public IReadOnlyList<ItemComment> Comments { get; private set; } = [];

    /// <summary>Whether there is something to confirm and this person may.</summary>
    public bool CanVerify => Verifiable.Count > 0 && !IsOwn && May(Scopes.Approve) && Item.Review == ReviewState.Submitted;

    /// <summary>Whether a reason was sent and refused.</summary>
    public bool IsReturning { get; private set; }

    /// <summary>The reason as typed.</summary>
    public string? Reason { get; private set; }

    protected override string Tab => "review";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        var versions = await queries.VersionsAsync(id, cancellationToken);
        var approved = versions.Value!.FirstOrDefault(row => row.Review == ReviewState.Approved && row.Version < Item.NewestVersion)?.Version ?? 0;
        var changes = await diff.RunAsync(id, approved, Item.NewestVersion, cancellationToken);
        IsOwn = await Lists.AuthorIdAsync(id, Item.NewestVersion, cancellationToken) == Actor.Id;
        Diff = DiffView.Of(changes.Value!, Type, text);
        OpenClaims = [.. FieldValues.UnverifiedClaims(Type, Item.Fields).Select(claim => claim.Text)];
        Verifiable = [.. VerifyClaims.Open(Type, Item.Fields)];
        Comments = await comments.ListAsync(id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostSubmitAsync(string id, CancellationToken cancellationToken) =>
        May(Scopes.Write) ? await AnswerAsync(id, await submit.RunAsync(id, Actor, cancellationToken), "item.submitted", cancellationToken) : Refused();

    public async Task<IActionResult> OnPostApproveAsync(string id, int version, CancellationToken cancellationToken) =>
        May(Scopes.Approve) ? await AnswerAsync(id, await approve.RunAsync(id, version, Actor, cancellationToken), "review.approvedDone", cancellationToken) : Refused();

    public async Task<IActionResult> OnPostReturnAsync(string id, string? reason, CancellationToken cancellationToken)
    {
        (IsReturning, Reason) = (true, reason);
        return May(Scopes.Approve) ? await AnswerAsync(id, await sendBack.RunAsync(id, reason, Actor, cancellationToken), "review.returnedDone", cancellationToken) : Refused();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string id, string? reason, CancellationToken cancellationToken)
    {
        (IsReturning, Reason) = (true, reason);
        return May(Scopes.Approve) ? await AnswerAsync(id, await revoke.RunAsync(id, reason, Actor, cancellationToken), "review.revokedDone", cancellationToken) : Refused();
    }

    public async Task<IActionResult> OnPostVerifyAsync(string id, int version, string[] claims, CancellationToken cancellationToken) =>
        May(Scopes.Approve) ? await AnswerAsync(id, await verify.RunAsync(id, version, claims, Actor, cancellationToken), "review.verifiedDone", cancellationToken) : Refused();

    public async Task<IActionResult> OnPostCommentAsync(string id, string? comment, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await comments.SayAsync(id, comment, Actor, cancellationToken), "comments.said", cancellationToken);

    public async Task<IActionResult> OnPostSettleAsync(string id, Guid comment, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await comments.SettleAsync(id, comment, Actor, cancellationToken), "comments.settled", cancellationToken);

    private async Task<IActionResult> AnswerAsync<T>(string id, Outcome<T> outcome, string notice, CancellationToken cancellationToken)
    {
        if (outcome.Succeeded)
            return Done($"/admin/items/{id}/review", notice, (outcome.Value as ContentVersion)?.Number);
        Show(outcome.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}

using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Approvals.Pages;

/// <summary>What waits for the one who looks: each with its differences, to be approved several at once or sent back one by one.</summary>
public sealed class Waiting(ApprovalQueries queries, ApproveMany approveMany, ReturnItem sendBack, EditorLists lists, UiText text) : DeskPage
{
    public IReadOnlyList<CaseView> Cases { get; private set; } = [];

    public string? Next { get; private set; }

    public string? Type { get; private set; }

    public string? Lang { get; private set; }

    public bool HasCursor { get; private set; }

    public IReadOnlyList<Choice> Types { get; private set; } = [];

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    /// <summary>What the last press approved; null before one.</summary>
    public int? Approved { get; private set; }

    /// <summary>What it did not.</summary>
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>The item whose return was refused: its form stands open.</summary>
    public string? Returning { get; private set; }

    /// <summary>The reason as typed.</summary>
    public string? Reason { get; private set; }

    /// <summary>Those that are short enough to be read here and approved together.</summary>
    public IReadOnlyList<CaseView> Together => [.. Cases.Where(one => one.IsTogether)];

    protected override string NeededScope => Scopes.Approve;

    public async Task<IActionResult> OnGetAsync(string? type, string? lang, string? cursor, CancellationToken cancellationToken)
    {
        (Type, Lang, HasCursor) = (Given(type), Given(lang), !string.IsNullOrEmpty(cursor));
        Types = await lists.TypeChoicesAsync(cancellationToken);
        Languages = await lists.LanguagesAsync(cancellationToken);
        var page = await queries.ListAsync(new(Type, Lang, Given(cursor)), Actor, cancellationToken);
        if (page.Succeeded)
            (Cases, Next) = ([.. page.Value.Cases.Select(View)], page.Value.Next);
        else
            Show(page.Problem);
        return Page();
    }

    /// <summary>Approves what was ticked, and with <c>all</c> every short one that stood on the page.</summary>
    public async Task<IActionResult> OnPostAsync(string[] approve, string[] shown, bool all, string? type, string? lang, CancellationToken cancellationToken)
    {
        var choices = approve.Concat(all ? shown : []).Select(ApproveMany.Choice.Read).OfType<ApproveMany.Choice>();
        var outcome = await approveMany.RunAsync(choices, Actor, cancellationToken);
        if (!outcome.Succeeded)
            Show(outcome.Problem);
        else if (outcome.Value.All(decision => decision.Problem is null))
            return Done(Address(type, lang), "approvals.done", outcome.Value.Count);
        else
        {
            Refusals = await Refusal.OfAsync(outcome.Value, choice => choice.Id, lists, text, cancellationToken);
            Approved = outcome.Value.Count - Refusals.Count;
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        return await OnGetAsync(type, lang, null, cancellationToken);
    }

    public async Task<IActionResult> OnPostReturnAsync(string id, string? reason, string? type, string? lang, CancellationToken cancellationToken)
    {
        var outcome = await sendBack.RunAsync(id, reason, Actor, cancellationToken);
        if (outcome.Succeeded)
            return Done(Address(type, lang), "approvals.returned", outcome.Value.Title);
        (Returning, Reason) = (id, reason);
        Show(outcome.Problem);
        return await OnGetAsync(type, lang, null, cancellationToken);
    }

    /// <summary>The address of this queue, with its filters.</summary>
    public static string Address(string? type, string? lang, string? cursor = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("type", type), ("lang", lang), ("cursor", cursor) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return "/admin/approvals" + query;
    }

    private CaseView View(ApprovalCase one) => new(one, DiffView.Of(one.Changes, one.Type, text), one.Type.Definition.DisplayName, Languages.FirstOrDefault(language => language.Value == one.Item.Lang)?.Text ?? one.Item.Lang);

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Items of every state, filtered by the address, so that a list can be kept and passed on; several can be handled in one go.</summary>
public sealed class Items(ItemQueries queries, EditorLists lists, SubmitItem submit, TrashItem trash, UiText text) : DeskPage
{
    /// <summary>Items that are handled in one go, at most.</summary>
    public const int Most = 100;

    private static readonly ItemState[] Waiting = [ItemState.Draft, ItemState.Submitted, ItemState.Returned, ItemState.Approved, ItemState.Scheduled];

    private IReadOnlyList<string> slogans = [];

    /// <summary>What narrows the list.</summary>
    public ItemFilter Filter { get; private set; } = new();

    /// <summary>What was found.</summary>
    public IReadOnlyList<ItemRow> Rows { get; private set; } = [];

    /// <summary>Cursor of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>How many wait in which state.</summary>
    public IReadOnlyDictionary<ItemState, int> Counts { get; private set; } = new Dictionary<ItemState, int>();

    public IReadOnlyList<Choice> TypeChoices { get; private set; } = [];

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    /// <summary>What may be chosen of each further filter, by its name.</summary>
    public ILookup<string, Choice> Terms { get; private set; } = Array.Empty<(string, Choice)>().ToLookup(one => one.Item1, one => one.Item2, StringComparer.Ordinal);

    /// <summary>What an item may lack.</summary>
    public IReadOnlyList<Choice> WithoutChoices => [.. ItemFilter.Facets.Where(name => name is not ("place" or "tag")).Select(name => new Choice(name, T[$"items.filter.{name}"]))];

    /// <summary>How items may appear on the days that are given.</summary>
    public IReadOnlyList<Choice> AppearingChoices => [.. ItemFilter.Appearing.Keys.Select(name => new Choice(name, T[$"items.filter.appearance.{name}"]))];

    /// <summary>What a deed on several was not done to; empty before one.</summary>
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>How many it was done to.</summary>
    public int Handled { get; private set; }

    /// <summary>Whether this person may handle several in one go.</summary>
    public bool CanHandle => OtherTime.Shown is null && (May(Scopes.Write) || May(Scopes.Publish));

    protected override bool ShowsOtherTimes => true;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => FillAsync(cancellationToken);

    public Task<IActionResult> OnPostSubmitAsync(string[] item, CancellationToken cancellationToken) =>
        EachAsync(item, "items.many.submitted", async id => ProblemOf(await submit.RunAsync(id, Actor, cancellationToken)), cancellationToken);

    public Task<IActionResult> OnPostTrashAsync(string[] item, CancellationToken cancellationToken) =>
        EachAsync(item, "items.many.trashed", async id => ProblemOf(await trash.TrashAsync(id, Actor, cancellationToken)), cancellationToken);

    public Task<IActionResult> OnPostRestoreAsync(string[] item, CancellationToken cancellationToken) =>
        EachAsync(item, "items.many.restored", async id => ProblemOf(await trash.RestoreAsync(id, Actor, cancellationToken)), cancellationToken);

    /// <summary>Goes to a new release with what was chosen. By a redirect: the form's own token does not belong into an address.</summary>
    public async Task<IActionResult> OnPostReleaseAsync(string[] item, CancellationToken cancellationToken)
    {
        if (item.Length > 0)
            return Redirect("/admin/releases/new" + QueryString.Create(item.Distinct().Take(Most).Select(id => KeyValuePair.Create("item", (string?)id))));
        Show(Problem.Invalid("item", "required", "Hãy chọn ít nhất một nội dung.", "Choose at least one item."));
        return await FillAsync(cancellationToken);
    }

    /// <summary>Whether the type is one of slogans, which have posters.</summary>
    public bool IsSlogan(string type) => slogans.Contains(type);

    /// <summary>A type's name for people.</summary>
    public string TypeName(string type) => TypeChoices.FirstOrDefault(choice => choice.Value == type)?.Text ?? type;

    /// <summary>A language's name for people.</summary>
    public string LanguageName(string lang) => Languages.FirstOrDefault(choice => choice.Value == lang)?.Text ?? lang;

    /// <summary>Where a deed on several is sent: this list, so that its filter is kept.</summary>
    public string Deed(string handler) => Filter.Address(Filter.State, Filter["cursor"]) is var address && address.Contains('?', StringComparison.Ordinal) ? $"{address}&handler={handler}" : $"{address}?handler={handler}";

    private async Task<IActionResult> EachAsync(string[] ids, string notice, Func<string, Task<Problem?>> deed, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        Filter = ItemFilter.Read(Request.Query);
        var outcome = await InOneGo.RunAsync("item", ids, Most, deed);
        if (!outcome.Succeeded)
            Show(outcome.Problem);
        else if (outcome.Value.All(decision => decision.Problem is null))
            return Done(Filter.Address(Filter.State), notice, outcome.Value.Count);
        else
        {
            Refusals = await Refusal.OfAsync(outcome.Value, id => id, lists, text, cancellationToken);
            Handled = outcome.Value.Count - Refusals.Count;
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        return await FillAsync(cancellationToken);
    }

    private async Task<IActionResult> FillAsync(CancellationToken cancellationToken)
    {
        Filter = ItemFilter.Read(Request.Query);
        TypeChoices = await lists.TypeChoicesAsync(cancellationToken);
        Languages = await lists.LanguagesAsync(cancellationToken);
        slogans = (await lists.SiteAsync(cancellationToken)).Sections.Slogans;
        var (terms, campaigns, places) = (await lists.TermsAsync(cancellationToken), await lists.CampaignsAsync(cancellationToken), await lists.PlacesAsync(cancellationToken));
        Terms = terms.SelectMany(group => group.Select(choice => (group.Key, choice))).Concat(campaigns.Select(choice => ("campaign", choice))).Concat(places.Select(choice => ("place", choice)))
            .ToLookup(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
        Counts = await queries.CountAsync(Waiting, OtherTime.Shown, cancellationToken);
        var page = await queries.ListAsync(Filter.ToQuery(Actor) with { At = OtherTime.Shown }, cancellationToken);
        if (page.Succeeded)
            (Rows, Next) = (page.Value.Items, page.Value.Next);
        else
            Show(page.Problem);
        return Page();
    }

    private static Problem? ProblemOf<T>(Outcome<T> outcome) => outcome.Succeeded ? null : outcome.Problem;
}

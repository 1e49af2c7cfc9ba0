using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Items of every state, filtered by the address, so that a list can be kept and passed on.</summary>
public sealed class Items(ItemQueries queries, EditorLists lists) : DeskPage
{
    private static readonly ItemState[] Waiting = [ItemState.Draft, ItemState.Submitted, ItemState.Returned, ItemState.Approved, ItemState.Scheduled];

    private IReadOnlyList<string> slogans = [];

    /// <summary>Only this state; null for all but the trash.</summary>
    public ItemState? State { get; private set; }

    /// <summary>Words to look for.</summary>
    public string? Query { get; private set; }

    /// <summary>Only this type.</summary>
    public string? Type { get; private set; }

    /// <summary>Only this language.</summary>
    public string? Lang { get; private set; }

    /// <summary>Whether this is not the first page.</summary>
    public bool HasCursor { get; private set; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<ItemRow> Rows { get; private set; } = [];

    /// <summary>Cursor of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>How many wait in which state.</summary>
    public IReadOnlyDictionary<ItemState, int> Counts { get; private set; } = new Dictionary<ItemState, int>();

    public IReadOnlyList<Choice> TypeChoices { get; private set; } = [];

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsFiltered => State is not null || !string.IsNullOrEmpty(Query) || !string.IsNullOrEmpty(Type) || !string.IsNullOrEmpty(Lang);

    public async Task<IActionResult> OnGetAsync(string? state, string? q, string? type, string? lang, string? cursor, CancellationToken cancellationToken)
    {
        (Query, Type, Lang, HasCursor) = (q, type, lang, !string.IsNullOrEmpty(cursor));
        State = Enum.TryParse<ItemState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        TypeChoices = await lists.TypeChoicesAsync(cancellationToken);
        Languages = await lists.LanguagesAsync(cancellationToken);
        slogans = (await lists.SiteAsync(cancellationToken)).Sections.Slogans;
        Counts = await queries.CountAsync(Waiting, cancellationToken);
        var page = await queries.ListAsync(new(Given(type), State, Given(lang), Given(q), Given(cursor)), cancellationToken);
        if (page.Succeeded)
            (Rows, Next) = (page.Value.Items, page.Value.Next);
        else
            Show(page.Problem);
        return Page();
    }

    /// <summary>Whether the type is one of slogans, which have posters.</summary>
    public bool IsSlogan(string type) => slogans.Contains(type);

    /// <summary>The address of this list in a state, with the other filters kept.</summary>
    public string Address(ItemState? state, string? cursor = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("state", state is { } given ? StateLook.Name(given) : null), ("q", Query), ("type", Type), ("lang", Lang), ("cursor", cursor) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return "/admin/items" + query;
    }

    /// <summary>A type's name for people.</summary>
    public string TypeName(string type) => TypeChoices.FirstOrDefault(choice => choice.Value == type)?.Text ?? type;

    /// <summary>A language's name for people.</summary>
    public string LanguageName(string lang) => Languages.FirstOrDefault(choice => choice.Value == lang)?.Text ?? lang;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.Platform.Site;

namespace Nq72.Cms.Translations.Pages;

/// <summary>Which texts there are in which languages, and what is to be done for each.</summary>
public sealed class Board(ParityQueries queries, EditorLists lists) : DeskPage
{
    public IReadOnlyList<ParityRow> Rows { get; private set; } = [];

    /// <summary>The languages that have a column: all but the one that texts are written in first.</summary>
    public IReadOnlyList<SiteLanguage> Languages { get; private set; } = [];

    public IReadOnlyList<Choice> Types { get; private set; } = [];

    public string? Type { get; private set; }

    public string? Without { get; private set; }

    public string? Query { get; private set; }

    public string? Next { get; private set; }

    public bool HasCursor { get; private set; }

    public bool IsNarrow => Type is not null || Without is not null || Query is not null;

    public async Task<IActionResult> OnGetAsync(string? type, string? without, string? q, string? cursor, CancellationToken cancellationToken)
    {
        (Type, Without, Query, HasCursor) = (Given(type), Given(without), Given(q), Given(cursor) is not null);
        Types = await lists.TypeChoicesAsync(cancellationToken);
        var main = (await lists.SiteAsync(cancellationToken)).DefaultLanguage;
        var page = await queries.ListAsync(new(Type, Without, Query, Given(cursor)), cancellationToken);
        if (page.Succeeded)
            (Rows, Languages, Next) = (page.Value.Rows, [.. page.Value.Languages.Where(language => language.Tag != main)], page.Value.Next);
        else
            Show(page.Problem);
        return Page();
    }

    /// <summary>A type's name for people.</summary>
    public string TypeName(string type) => Types.FirstOrDefault(choice => choice.Value == type)?.Text ?? type;

    /// <summary>The next page of the same board.</summary>
    public string Address(string? cursor)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("type", Type), ("without", Without), ("q", Query), ("cursor", cursor) })
        {
            if (value is not null)
                query.Add(name, value);
        }

        return "/admin/languages" + query;
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Type, language and title: enough to begin, and never changed afterwards but for the title.</summary>
public sealed class NewItem(CreateItem create, ItemQueries queries, EditorLists lists) : DeskPage
{
    public IReadOnlyList<ContentType> AllTypes { get; private set; } = [];

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    public string? Type { get; private set; } = "Article";

    public string Lang { get; private set; } = "vi";

    public string? Title { get; private set; }

    /// <summary>The item that this will be a translation of; null for none.</summary>
    public string? TranslationOf { get; private set; }

    public string? SourceTitle { get; private set; }

    /// <summary>Whether no type, or an unknown one, was chosen.</summary>
    public bool TypeIsWrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? type, string? translationOf, string? lang, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        (Type, TranslationOf, Lang) = (type ?? Type, translationOf, lang ?? Lang);
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(string? type, string? lang, string? title, string? translationOf, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        (Type, Lang, Title, TranslationOf) = (type, lang ?? "", title, translationOf);
        var body = new JsonObject { ["type"] = type, ["lang"] = lang, ["title"] = title ?? "" };
        if (!string.IsNullOrEmpty(translationOf))
            body["translationOf"] = translationOf;
        var made = await create.RunAsync(body, Actor, cancellationToken);
        if (made.Succeeded)
            return Done($"/admin/items/{made.Value.ItemId}", "newItem.done", made.Value.Title);
        Show(made.Problem);
        TypeIsWrong = made.Problem.Errors.Any(error => error.Field == "type");
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        AllTypes = [.. (await lists.TypesAsync(cancellationToken)).All];
        Languages = await lists.LanguagesAsync(cancellationToken);
        if (TranslationOf is null)
            return Page();
        var source = await queries.GetAsync(TranslationOf, null, cancellationToken);
        if (!source.Succeeded)
            return NotFound();
        (SourceTitle, Type) = (source.Value.Title, source.Value.Type);
        return Page();
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Posters.Pages;

/// <summary>A slogan in every template at a glance, with what does not fit, and the files to save.</summary>
public sealed class PostersOfItem(ItemQueries queries, EditorLists lists, RenderPoster posters, OccasionQueries occasions) : ItemPage(queries, lists)
{
    private const int MaxOccasions = 100;

    private readonly ItemQueries queries = queries;

    /// <summary>The language shown.</summary>
    public string? Lang { get; private set; }

    /// <summary>Key of the occasion that is named; null for none.</summary>
    public string? Occasion { get; private set; }

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    public IReadOnlyList<Choice> Occasions { get; private set; } = [];

    /// <summary>The posters; empty when none can be made at all.</summary>
    public IReadOnlyList<ShownPoster> Posters { get; private set; } = [];

    /// <summary>Why there are none; null when there are.</summary>
    public Problem? Refusal { get; private set; }

    /// <summary>Whether the words shown are approved.</summary>
    public bool IsApproved { get; private set; }

    protected override string Tab => "posters";

    public async Task<IActionResult> OnGetAsync(string id, string? lang, string? occasion, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        (Lang, Occasion) = (string.IsNullOrEmpty(lang) ? Item.Lang : lang, string.IsNullOrEmpty(occasion) ? null : occasion);
        var site = await Lists.SiteAsync(cancellationToken);
        Languages = [.. Item.Translations.Select(translation => translation.Lang).Prepend(Item.Lang).Select(tag => new Choice(tag, site.LabelOf(tag)))];
        Occasions = [.. (await occasions.ListAsync(new PageRequest(MaxOccasions, []), cancellationToken)).Items.Where(day => day.Kind == OccasionKind.Occasion).Select(day => new Choice(day.Key, day.Name))];
        var content = await posters.ContentAsync(id, Lang, Occasion, cancellationToken);
        if (!content.Succeeded)
        {
            Refusal = content.Problem;
            Response.StatusCode = content.Problem.Status;
            return Page();
        }

        IsApproved = await IsApprovedAsync(cancellationToken);
        var shown = new List<ShownPoster>();
        foreach (var template in await posters.TemplatesAsync(cancellationToken))
            shown.Add(ShownPoster.Of(template, await posters.DrawAsync(content.Value, template.Key, cancellationToken)));
        Posters = shown;
        return Page();
    }

    /// <summary>One of the files: the API takes keys only, and people have none.</summary>
    public async Task<IActionResult> OnGetFileAsync(string id, string template, string format, string? lang, string? occasion, CancellationToken cancellationToken)
    {
        var content = await posters.ContentAsync(id, lang, occasion, cancellationToken);
        var made = content.Succeeded ? await posters.RunAsync(content.Value, template, format, null, cancellationToken) : content.Problem;
        if (!made.Succeeded)
            return StatusCode(made.Problem.Status);
        await made.Value.Send(HttpContext).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    /// <summary>Where a file is.</summary>
    public string Address(string template, string format)
    {
        var query = new QueryBuilder { { "handler", "File" }, { "template", template }, { "format", format } };
        if (Lang != Item.Lang)
            query.Add("lang", Lang!);
        if (Occasion is not null)
            query.Add("occasion", Occasion);
        return $"/admin/items/{Item.Id}/posters{query}";
    }

    /// <summary>A measure as people write it.</summary>
    public string Number(double value) => value.ToString("0.#", CultureInfo.GetCultureInfo(T.Language == "en" ? "en" : "vi-VN"));

    private async Task<bool> IsApprovedAsync(CancellationToken cancellationToken)
    {
        if (Item.Translations.FirstOrDefault(translation => translation.Lang == Lang) is not { } other)
            return Item.Review == ReviewState.Approved;
        return (await queries.GetAsync(other.Id, null, cancellationToken)).Value?.Review == ReviewState.Approved;
    }
}

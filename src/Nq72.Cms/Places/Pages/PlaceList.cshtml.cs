using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Places.Pages;

/// <summary>The communes, found by name, code, or the name of what they were merged from.</summary>
public sealed class PlaceList(CmsDb db) : DeskPage
{
    private static readonly StringComparer Vietnamese = StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true);

    public IReadOnlyList<Place> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds { get; private set; } = [];

    public string? Query { get; private set; }

    public string? Kind { get; private set; }

    protected override string? NeededScope => Scopes.Write;

    public async Task<IActionResult> OnGetAsync(string? q, string? kind, CancellationToken cancellationToken)
    {
        var all = await db.Places.AsNoTracking().ToListAsync(cancellationToken);
        (Query, Kind) = (q?.Trim(), string.IsNullOrEmpty(kind) ? null : kind);
        Kinds = [.. all.Select(place => place.Kind).Distinct(StringComparer.Ordinal).Order(Vietnamese).Select(name => new Choice(name, name))];
        var wanted = FoldedText.Fold(Query ?? "");
        Rows = [.. all.Where(place => (Kind is null || place.Kind == Kind) && (wanted.Length == 0 || FoldedText.Fold($"{place.Code} {place.FullName} {place.Facts}").Contains(wanted, StringComparison.Ordinal)))
            .OrderBy(place => place.Name, Vietnamese).ThenBy(place => place.Code, StringComparer.Ordinal)];
        return Page();
    }

    /// <summary>A fact of a place that is text; empty when there is none.</summary>
    public static string Fact(Place place, string name) => JsonNode.Parse(place.Facts)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

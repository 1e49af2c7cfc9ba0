using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Places.Pages;

/// <summary>One commune: who may write reads it, administrators change it by the verb of recipes.</summary>
public sealed partial class OnePlace(CmsDb db, PutPlaces put) : DeskPage
{
    /// <summary>The form as typed.</summary>
    public sealed record PlaceForm(string? Code, string? Name, string? Kind, string? Province, string? FactName, string? FactValue);

    /// <summary>The code of the one that is changed; null for a new one.</summary>
    public string? Code { get; private set; }

    public PlaceForm Form { get; private set; } = new(null, null, "xã", null, null, null);

    public IReadOnlyList<PlaceFact> Facts { get; private set; } = [];

    public IReadOnlyList<Choice> Flags => [new("true", T["places.yes"]), new("false", T["places.no"])];

    protected override string? NeededScope => Scopes.Write;

    private JsonObject stored = [];

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancellationToken)
    {
        if (code is null)
            return May(Scopes.Admin) ? Page() : Refused();
        if (await db.Places.AsNoTracking().FirstOrDefaultAsync(place => place.Code == code, cancellationToken) is not { } found)
            return NotFound();
        (Code, stored) = (code, JsonNode.Parse(found.Facts)!.AsObject());
        (Form, Facts) = (new(code, found.Name, found.Kind, found.Province, null, null), PlaceFact.Of(stored));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? code, PlaceForm form, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Admin))
            return Refused();
        if (await OnGetAsync(code, cancellationToken) is NotFoundResult missing)
            return missing;
        var typed = Request.Form.Where(field => field.Key.StartsWith("facts.", StringComparison.Ordinal)).ToDictionary(field => field.Key["facts.".Length..], field => field.Value.ToString(), StringComparer.Ordinal);
        var facts = PlaceFact.Put(stored, typed);
        (Form, Facts) = (form, [.. Facts.Select(fact => fact with { Value = typed.GetValueOrDefault(fact.Name, fact.Value) })]);
        if (!string.IsNullOrWhiteSpace(form.FactName))
        {
            if (!FactName().IsMatch(form.FactName.Trim()) || facts.ContainsKey(form.FactName.Trim()))
                return Wrong(Problem.Invalid("factName", "factName", $"'{form.FactName}' không dùng làm tên được, hoặc đã có.", $"'{form.FactName}' cannot be a name, or is there already."));
            facts[form.FactName.Trim()] = form.FactValue?.Trim() ?? "";
        }

        var made = Code ?? form.Code?.Trim() ?? "";
        if (Code is null && await db.Places.AnyAsync(place => place.Code == made, cancellationToken))
            return Wrong(Problem.Invalid("code", "duplicate", $"Mã '{made}' đã có.", $"The code '{made}' is taken."));
        var written = await put.RunAsync([new(made, form.Name ?? "", form.Kind ?? "", form.Province ?? "", facts)], Actor, cancellationToken);
        return written.Succeeded ? Done("/admin/settings/places", "places.saved", $"{form.Kind} {form.Name}") : Wrong(written.Problem);
    }

    // the verb counts its places; here there is one
    private PageResult Wrong(Problem problem)
    {
        const string One = "places[0].";
        Show(FieldWords.In(problem with
        {
            Errors = [.. problem.Errors.Select(error => error.Field.StartsWith(One, StringComparison.Ordinal)
                ? new FieldError(error.Field[One.Length..], error.Code, new(error.Message.Vi.Replace(One, "", StringComparison.Ordinal), error.Message.En.Replace(One, "", StringComparison.Ordinal))) : error)],
        }, T, "places"));
        return Page();
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9]{0,39}$", RegexOptions.None, 1000)]
    private static partial Regex FactName();
}

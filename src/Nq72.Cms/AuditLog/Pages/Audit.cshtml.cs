using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.AuditLog.Pages;

/// <summary>Who did what, when and from where; filtered by the address, so that a view can be kept and passed on.</summary>
public sealed class Audit(AuditQueries queries) : DeskPage
{
    public IReadOnlyList<AuditView> Rows { get; private set; } = [];

    /// <summary>Cursor of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>The filter as typed, by field.</summary>
    public IReadOnlyDictionary<string, string?> Typed { get; private set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    protected override string? NeededScope => Scopes.Admin;

    public async Task<IActionResult> OnGetAsync(string? who, string? subject, string? from, string? to, string? q, string? cursor, CancellationToken cancellationToken)
    {
        var action = Request.Query["do"].ToString();
        Typed = new Dictionary<string, string?>(StringComparer.Ordinal) { ["who"] = who, ["do"] = action, ["subject"] = subject, ["from"] = from, ["to"] = to, ["q"] = q };
        var filter = AuditFilter.Read(who, action, subject, TypedTime.Day(from), TypedTime.Day(to), q);
        var page = PageRequest.Read("50", cursor, AuditQueries.CursorKeys);
        if (filter.Problem is not null || page.Problem is not null)
        {
            Show(filter.Problem ?? page.Problem!);
            return Page();
        }

        (Rows, Next) = await queries.ListAsync(filter.Value!, page.Value!, cancellationToken);
        return Page();
    }

    /// <summary>The address of the next page, with the filter kept.</summary>
    public string Address(string? cursor)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in Typed.Append(new("cursor", cursor)))
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }

        return "/admin/audit" + query;
    }

    /// <summary>What was done, in words; the stable name where there are none.</summary>
    public string Words(string action) => T.Or($"audit.action.{action}", action);

    /// <summary>The desk's page of what it was done to; null when there is none.</summary>
    public static string? PageOf(AuditView entry) => entry.SubjectKind switch
    {
        "item" => $"/admin/items/{entry.SubjectId}",
        "release" => $"/admin/releases/{entry.SubjectId}",
        "delivery" => $"/admin/deliveries/{entry.SubjectId}",
        "token" => $"/admin/tokens/{entry.SubjectId}",
        "account" => $"/admin/people/{entry.SubjectId}",
        _ => null,
    };
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Nq72.Cms.Admin.Pages;

/// <summary>What a person sees instead of an empty 4xx or 5xx of a desk address. The status stays what it was.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class Error : PageModel
{
    /// <summary>Which text: 400, 403, 404 or 500.</summary>
    public int Kind { get; private set; } = 404;

    /// <summary>By which the logs find the request.</summary>
    public string TraceId => Activity.Current?.Id ?? HttpContext.TraceIdentifier;

    // whatever the method of the request that failed: only GET and POST have handlers
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        Take(int.TryParse(context.RouteData.Values["status"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : StatusCodes.Status404NotFound);

    private void Take(int status)
    {
        Kind = status switch { 403 => 403, 404 or 405 => 404, >= 500 => 500, _ => 400 };
        Response.StatusCode = status is >= 400 and < 600 ? status : 404;
    }
}

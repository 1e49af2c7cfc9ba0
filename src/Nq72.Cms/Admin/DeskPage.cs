using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Admin;

/// <summary>A page of the desk: for people who signed in. Its handlers call a verb and show the verb's problem, or go on with a notice.</summary>
[Authorize]
public abstract class DeskPage : PageModel
{
    private const string NoticeKey = "desk.notice";

    /// <summary>The desk's words.</summary>
    protected UiText T => HttpContext.RequestServices.GetRequiredService<UiText>();

    /// <summary>Who is at the desk.</summary>
    protected Actor Actor => HttpContext.RequiredActor();

    /// <summary>Whether htmx asked, and so wants only the region that it replaces.</summary>
    protected bool WantsRegion => Request.Headers.ContainsKey("HX-Request");

    /// <summary>The scope without which this page is not shown; null for everyone who signed in. Drafts and plans are not for all.</summary>
    protected virtual string? NeededScope => Scopes.Preview;

    /// <summary>Whether this page can be shown as of another instant (<see cref="OtherTime"/>).</summary>
    protected virtual bool ShowsOtherTimes => false;

    /// <summary>The other instant that the address asks for.</summary>
    public OtherTime OtherTime => HttpContext.RequestServices.GetRequiredService<OtherTime>();

    /// <summary>Whether the person may do what the scope allows.</summary>
    public bool May(string scope) => Actor.May(scope);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (NeededScope is { } scope && !May(scope))
            context.Result = Refused();
        else if (OtherTime.Refuse(Request.Method, ShowsOtherTimes) is { } problem)
            context.Result = Refuse(problem);
    }

    /// <summary>The answer to one who may not: 403, with the page that says which scope is missing.</summary>
    protected StatusCodeResult Refused() => StatusCode(StatusCodes.Status403Forbidden);

    // the page of errors shows it: the page itself was never asked
    private StatusCodeResult Refuse(Problem problem)
    {
        Show(problem);
        return StatusCode(problem.Status);
    }

    /// <summary>Shows the problem on this page: at its top and at its fields, with its status.</summary>
    protected void Show(Problem problem)
    {
        HttpContext.RequestServices.GetRequiredService<ShownProblem>().Current = problem;
        Response.StatusCode = problem.Status;
    }

    /// <summary>Goes to a page (after a post, so that reloading repeats nothing), which says what was done.</summary>
    protected RedirectResult Done(string url, string noticeKey, params object?[] values)
    {
        TempData[NoticeKey] = T[noticeKey, values];
        return Redirect(url);
    }

    /// <summary>The notice left by the page before; null when there is none. Reading it takes it away.</summary>
    public static string? TakeNotice(ITempDataDictionary tempData) => tempData[NoticeKey] as string;
}

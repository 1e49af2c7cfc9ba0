using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Nq72.Cms.Admin.Pages;

/// <summary>Keeps the choice of language in a cookie and goes back to where it was made.</summary>
[AllowAnonymous]
public sealed class Language : PageModel
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public IActionResult OnGet() => LocalRedirect(DeskPaths.Home);

    public IActionResult OnPost(string? language, string? returnUrl)
    {
        Response.Cookies.Append(UiText.LanguageCookie, language == "en" ? "en" : "vi",
            new CookieOptions { MaxAge = Kept, SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps, IsEssential = true, Path = "/" });
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : DeskPaths.Home);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Accounts.SecondFactor;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The second step of signing in: a code of the authenticator, or a recovery code. Wrong ones count as wrong passwords do.</summary>
[AllowAnonymous]
public sealed class SignInCode(SecondFactors factors, EnterDesk enter) : DeskPage
{
    protected override string? NeededScope => null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        return await HalfSignedIn.ReadAsync(HttpContext, cancellationToken) is null ? LocalRedirect(DeskPaths.SignIn) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancellationToken)
    {
        if (await HalfSignedIn.ReadAsync(HttpContext, cancellationToken) is not { } half)
            return LocalRedirect(DeskPaths.SignIn);
        if (await factors.CheckAsync(half.AccountId, code, HttpContext.Address(), cancellationToken) is not { } method)
        {
            Show(Wrong);
            return Page();
        }

        await HalfSignedIn.EndAsync(HttpContext, cancellationToken);
        await enter.RunAsync(HttpContext, half.AccountId, method, half.Keep, cancellationToken);
        return LocalRedirect(Url.IsLocalUrl(half.ReturnUrl) ? half.ReturnUrl : DeskPaths.Home);
    }

    private static Problem Wrong => new(401, "wrongCode", new("Mã không đúng hoặc đã dùng", "The code is wrong or was used"),
        new("Hãy chờ mã kế tiếp trên điện thoại. Sai năm lần liền thì tài khoản nghỉ 10 phút; trong lúc đó mã đúng cũng chưa vào được.",
            "Wait for the next code on your phone. After five wrong ones in a row an account rests for 10 minutes, for the right code too."));
}

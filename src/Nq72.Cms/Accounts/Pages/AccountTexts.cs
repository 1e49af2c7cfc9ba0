using Nq72.Cms.Admin;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The words of signing in.</summary>
internal static class AccountTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "signIn.title", "Đăng nhập", "Sign in" },
        { "signIn.name", "Tên đăng nhập", "Name" },
        { "signIn.password", "Mật khẩu", "Password" },
        { "signIn.keep", "Giữ đăng nhập trên máy này", "Stay signed in on this device" },
        { "signIn.keepHelp", "Không chọn khi dùng máy chung.", "Not on a shared computer." },
        { "signIn.button", "Đăng nhập", "Sign in" },
        { "signIn.forgot", "Quên mật khẩu?", "Forgot the password?" },
    };
}

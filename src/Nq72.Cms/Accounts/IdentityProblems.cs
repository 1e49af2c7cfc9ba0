using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts;

/// <summary>What Identity refuses, as a problem at the field it is about.</summary>
internal static class IdentityProblems
{
    public static Problem Of(IdentityResult result) =>
        Problem.Invalid([.. result.Errors.Select(error => new FieldError(FieldOf(error.Code), JsonNamingPolicy.CamelCase.ConvertName(error.Code), new(Explain(error), error.Description)))]);

    private static string FieldOf(string code) =>
        code.Contains("Password", StringComparison.OrdinalIgnoreCase) ? "password" : code.Contains("Email", StringComparison.Ordinal) ? "email" : "userName";

    private static string Explain(IdentityError error) => error.Code switch
    {
        "DuplicateUserName" => "Tên đăng nhập đã có người dùng.",
        "InvalidUserName" => "Tên đăng nhập chỉ gồm chữ la-tinh không dấu, chữ số và các dấu . _ - @ +.",
        "InvalidEmail" => "Thư điện tử không đúng.",
        "PasswordTooShort" or "passwordTooShort" => "Mật khẩu quá ngắn.",
        "passwordTooLong" => "Mật khẩu quá dài.",
        "passwordIsName" => "Mật khẩu không được là tên, tên đăng nhập hay thư điện tử.",
        "passwordCommon" => "Mật khẩu này nằm trong những mật khẩu bị thử đầu tiên.",
        _ => error.Description,
    };
}

using System.CommandLine;
using Nq72.Cms.Accounts;
using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.CommandLine;

/// <summary><c>user create</c>: makes an account and prints its password, once.</summary>
internal static class UserCommand
{
    public static Command Make()
    {
        var name = new Option<string>("--name") { Description = "Tên đăng nhập. / User name.", Required = true };
        var display = new Option<string?>("--display") { Description = "Họ tên. / Display name." };
        var email = new Option<string?>("--email") { Description = "Thư điện tử. / E-mail." };
        var role = new Option<string>("--role") { Description = "Vai trò, cách nhau bằng dấu phẩy. / Roles.", DefaultValueFactory = _ => CreateAccount.AdministratorRole };
        var create = new Command("create", "Tạo tài khoản; mật khẩu in ra một lần. / Create an account.") { name, display, email, role };
        create.TreatUnmatchedTokensAsErrors = false;
        create.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await StartUp.OpenAsync(app.Services, cancellationToken);
            await using var services = app.Services.CreateAsyncScope();
            var userName = parsed.GetValue(name)!;
            var roles = parsed.GetValue(role)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var made = await services.ServiceProvider.GetRequiredService<CreateAccount>()
                .RunAsync(userName, parsed.GetValue(email), parsed.GetValue(display) ?? userName, roles, null, Actor.System, cancellationToken);
            if (!made.Succeeded)
                throw Refusal.Of(made.Problem);
            Console.WriteLine(made.Value);
            return 0;
        }));
        return new Command("user", "Tài khoản. / Accounts.") { create };
    }
}

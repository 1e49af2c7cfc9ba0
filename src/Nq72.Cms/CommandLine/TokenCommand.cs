using System.CommandLine;
using Nq72.Cms.Accounts;
using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.CommandLine;

/// <summary><c>token create</c>: makes an API token and prints it, once.</summary>
internal static class TokenCommand
{
    public static Command Make()
    {
        var name = new Option<string>("--name") { Description = "Tên, để nhận ra. / Name.", Required = true };
        var scope = new Option<string>("--scope") { Description = $"Quyền, cách nhau bằng dấu phẩy: {string.Join(",", Scopes.All)}. / Scopes.", Required = true };
        var create = new Command("create", "Tạo mã truy cập API. / Create an API token.") { name, scope };
        create.TreatUnmatchedTokensAsErrors = false;
        create.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await StartUp.OpenAsync(app.Services, cancellationToken);
            await using var services = app.Services.CreateAsyncScope();
            var scopes = parsed.GetValue(scope)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var made = await services.ServiceProvider.GetRequiredService<ApiTokens>().CreateAsync(parsed.GetValue(name)!, scopes, null, Actor.System, null, cancellationToken);
            if (!made.Succeeded)
                throw Refusal.Of(made.Problem);
            Console.WriteLine(made.Value.Secret);
            return 0;
        }));
        return new Command("token", "Mã truy cập API. / API tokens.") { create };
    }
}

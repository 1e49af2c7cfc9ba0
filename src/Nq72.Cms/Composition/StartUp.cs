using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Nq72.Cms.Accounts;
using Nq72.Cms.Backups;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Composition;

/// <summary>What happens between the command and the first answer: database, clock, set-up, the first way in.</summary>
internal static class StartUp
{
    private const string FirstUser = "admin";
    private static readonly TimeSpan AfterFirstAnswers = TimeSpan.FromSeconds(1);

    /// <summary>Opens the installation: schema, clock, epoch. For every verb that works on data.</summary>
    public static async Task OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        if (services.GetService<ClockKeeper>() is { } keeper)
            await keeper.AnchorAsync(cancellationToken);
        await services.GetRequiredService<EpochChannel>().ReadOnceAsync(cancellationToken);
    }

    /// <summary>Opens the installation, runs the set-up recipe when that has not been finished, and makes sure that somebody can get in.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await OpenAsync(services, cancellationToken);
        // one node sets up; the others wait here and then find it done
        await services.GetRequiredService<DatabaseMigrator>().RunExclusivelyAsync(() => SetUpAsync(services, cancellationToken), cancellationToken);
    }

    /// <summary>Builds the contexts' maps when the first answers are out: readers never wait for them, and the first editor hardly does.</summary>
    public static Task BuildMapsAsync(DatabaseOptions database, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        await Task.Delay(AfterFirstAnswers, TimeProvider.System, cancellationToken);
        await DatabaseServices.BuildMapAsync<CmsDb, SqliteCmsDb, PostgresCmsDb>(database, CmsDb.HistoryTable, cancellationToken);
        await DatabaseServices.BuildMapAsync<SchedulerDb, SqliteSchedulerDb, PostgresSchedulerDb>(database, SchedulerDb.HistoryTable, cancellationToken);
    }, cancellationToken);

    /// <summary>Every route, which the first request would wait for; needs no database.</summary>
    public static void BuildRoutes(WebApplication app)
    {
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
            _ = source.Endpoints.Count;
    }

    /// <summary>Reads what most partners ask for first, so that the first of them does not wait until what makes it is compiled.</summary>
    public static async Task ReadFirstPageAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ItemAnswers>().ListAsync(new ItemListQuery(), services.GetRequiredService<TimeProvider>().Now(), cancellationToken);
    }

    /// <summary>Prints where the desk is.</summary>
    public static void Announce(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? InstallationSettings.DefaultUrl;
        var installation = app.Services.GetRequiredService<InstallationOptions>();
        if (installation.PublicUrl.Length == 0)
            installation.PublicUrl = address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
        Console.WriteLine($"Nq72 sẵn sàng tại {installation.PublicUrl} – bàn biên tập: {installation.PublicUrl}/admin – API: {installation.PublicUrl}/docs");
    }

    /// <summary>One line for a failure that a person can do something about; null for a bug.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartUpException or SetUpException or BackupFailure => exception.Message,
        OptionsValidationException options => $"Thiết lập không hợp lệ: {string.Join(' ', options.Failures)} / Invalid settings.",
        InvalidOperationException { InnerException: ArgumentException or FormatException } when exception.Message.Contains("configuration value", StringComparison.Ordinal) =>
            $"Thiết lập không đúng kiểu: {exception.Message} / A setting has the wrong type.",
        DbException or SocketException => $"Không dùng được cơ sở dữ liệu: {exception.Message} / The database cannot be used.",
        IOException when exception.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) => $"Không lắng nghe được: {exception.Message} / Cannot listen.",
        OperationCanceledException => "Đã dừng. / Stopped.",
        _ => exception.InnerException is { } inner ? Explain(inner) : null,
    };

    private static async Task SetUpAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (!await services.GetRequiredService<SetUpRecord>().IsFinishedAsync(cancellationToken))
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SetUp>().RunAsync(configuration["Nq72:SetupRecipe"] ?? "nq72", cancellationToken);
        }

        await using var access = services.CreateAsyncScope();
        await LetSomebodyInAsync(access.ServiceProvider, configuration["Nq72:BootstrapToken"], cancellationToken);
    }

    private static async Task LetSomebodyInAsync(IServiceProvider services, string? bootstrapToken, CancellationToken cancellationToken)
    {
        var ways = services.GetRequiredService<WaysIn>();
        if (!string.IsNullOrEmpty(bootstrapToken) && !await ways.AnyAsync(cancellationToken))
        {
            var token = await services.GetRequiredService<ApiTokens>().CreateAsync("bootstrap", [.. Scopes.All], null, Actor.System, bootstrapToken, cancellationToken);
            if (!token.Succeeded)
                throw new StartUpException($"Nq72:BootstrapToken: {token.Problem.Detail?.Vi}");
        }

        // a token lets programs in, not people: the first account is made even where there are tokens
        if (await ways.AnyAccountAsync(cancellationToken))
            return;
        var made = await services.GetRequiredService<CreateAccount>()
            .RunAsync(FirstUser, null, "Quản trị viên", [CreateAccount.AdministratorRole], null, Actor.System, cancellationToken);
        if (!made.Succeeded)
            throw new StartUpException(made.Problem.Detail?.Vi ?? made.Problem.Title.Vi);
        Console.WriteLine($"Tài khoản đầu tiên: {FirstUser} – mật khẩu (chỉ in một lần): {made.Value}");
    }
}

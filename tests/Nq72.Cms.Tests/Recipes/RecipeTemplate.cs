using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Cms.Composition;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>A migrated database that holds nothing but a token for each scope.</summary>
internal static class RecipeTemplate
{
    public static readonly DatabaseTemplate Instance = new("recipes", MakeAsync);

    /// <summary>A host on an empty database of its own.</summary>
    public static async Task<CmsHost> StartNewAsync(DatabaseProvider provider, CancellationToken cancellationToken, params string[] further)
    {
        var database = await Instance.CreateAsync(provider, cancellationToken);
        return await CmsHost.StartAsync(database.Options, new SteppedClock(CmsTemplate.Start), cancellationToken, database, further);
    }

    private static async Task MakeAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var app = Nq72Host.Build(CmsHost.Settings(options), CmsHost.Quiet, new SteppedClock(CmsTemplate.Start));
        await StartUp.OpenAsync(app.Services, cancellationToken);
        foreach (var name in Scopes.All)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var made = await scope.ServiceProvider.GetRequiredService<ApiTokens>().CreateAsync(name, [name], null, Actor.System, CmsTemplate.Token(name), cancellationToken);
            Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        }
    }
}

using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Export;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Recipes.Samples;
using Nq72.Cms.Recipes.Steps;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Recipes;

/// <summary>Registers the slice.</summary>
internal static class RecipeServices
{
    public static IServiceCollection AddRecipes(this IServiceCollection services)
    {
        services.AddOptions<RecipeOptions>().BindConfiguration(RecipeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RecipeReader>();
        services.AddSingleton<RunRecipe>();
        services.AddSingleton<SetUpRecord>();
        services.AddScoped<SetUp>();
        foreach (var type in new[]
        {
            typeof(ExportRecipe), typeof(ExportMedia), typeof(ExportScheduler), typeof(ExportItems), typeof(ReadOrchardItem), typeof(SaveOrchardItem), typeof(OrchardPublishing), typeof(DeleteOrchardItem),
        })
            services.AddScoped(type);
        services.AddScoped(static provider => new SampleContent(
            provider.GetRequiredService<RunRecipe>(), provider.GetRequiredService<CmsDb>(), provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<TrashItem>(), provider.GetRequiredService<CancelRelease>(),
            provider.GetRequiredService<ReleaseQueries>(), provider.GetRequiredService<AuditRecorder>()));
        StepHandlers.AddTo(services);
        return services;
    }
}

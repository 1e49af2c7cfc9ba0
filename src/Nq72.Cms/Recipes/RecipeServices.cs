using Nq72.Cms.Recipes.Export;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Recipes.Steps;

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
        StepHandlers.AddTo(services);
        return services;
    }
}

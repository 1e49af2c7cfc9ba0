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
        services.AddScoped<SetUp>();
        StepHandlers.AddTo(services);
        return services;
    }
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Nq72.Scheduler.Platform;

internal static class VerbServices
{
    /// <summary>
    /// Registers a verb that hosts may call although what it works with is internal: the container itself sees public constructors only.
    /// </summary>
    public static IServiceCollection AddVerb<T>(this IServiceCollection services)
        where T : class
    {
        var constructor = typeof(T).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Single();
        var parameters = constructor.GetParameters();
        return services.AddScoped(provider => (T)constructor.Invoke([.. parameters.Select(parameter => provider.GetRequiredService(parameter.ParameterType))]));
    }
}

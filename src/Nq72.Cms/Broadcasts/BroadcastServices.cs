using Nq72.Cms.Broadcasts.Planning;
using Nq72.Cms.Broadcasts.Scripts;
using Nq72.Cms.Broadcasts.Slots;

namespace Nq72.Cms.Broadcasts;

/// <summary>Registers what plans loudspeakers.</summary>
internal static class BroadcastServices
{
    public static IServiceCollection AddBroadcasts(this IServiceCollection services) => services
        .AddScoped<PutBroadcastRules>().AddScoped<PlanMaterial>().AddScoped<PlanBroadcasts>().AddScoped<ReadableTexts>().AddScoped<DayScripts>().AddScoped<TellBroadcast>().AddScoped<BroadcastQueries>();
}

using Microsoft.Extensions.Options;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Registers what reads texts out.</summary>
internal static class LoudspeakerServices
{
    public static IServiceCollection AddLoudspeaker(this IServiceCollection services)
    {
        services.AddOptions<LoudspeakerOptions>().BindConfiguration(LoudspeakerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LoudspeakerOptions>, LoudspeakerOptionsCheck>();
        return services.AddScoped<ReadingQueries>().AddScoped<SpokenDocuments>().AddScoped<SpeakBlocks>().AddScoped<SpeakText>().AddScoped<PutReadingTables>().AddScoped<KeepReading>().AddScoped<DropReading>();
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using Nq72.Cms.Previews.Alongside;

namespace Nq72.Cms.Previews;

/// <summary>Registers preview links, and puts their keeper of secrets before the server.</summary>
internal static class PreviewServices
{
    public static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.AddOptions<PreviewOptions>().BindConfiguration(PreviewOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PreviewOptions>, PreviewOptionsCheck>();
        services.AddScoped<MakePreview>().AddScoped<WithdrawPreview>().AddScoped<PreviewQueries>().AddScoped<OpenPreview>().AddScoped<ReadAlongside>();
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        return services.AddSingleton<IServer>(provider => new PreviewSecrets((IServer)ActivatorUtilities.CreateInstance(provider, server.ImplementationType!)));
    }
}

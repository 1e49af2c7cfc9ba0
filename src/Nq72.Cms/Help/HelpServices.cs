using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Help;

/// <summary>Registers help.</summary>
internal static class HelpServices
{
    public static IServiceCollection AddHelp(this IServiceCollection services) => services
        .AddScoped<ChooseForMyself>().AddScoped<FirstSteps>()
        .AddSingleton(new DeskKeysSwitch(static async (request, cancellationToken) =>
            request.GetRequiredService<IHttpContextAccessor>().HttpContext?.Actor()?.Id is { } person
            && await request.GetRequiredService<CmsDb>().Set<PersonChoice>().AnyAsync(choice => choice.Person == person && choice.Choice == DeskChoice.KeysOff, cancellationToken)));
}

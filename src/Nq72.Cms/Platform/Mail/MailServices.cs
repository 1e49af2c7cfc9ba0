using Microsoft.Extensions.Options;

namespace Nq72.Cms.Platform.Mail;

/// <summary>Registers the way to the mail server, which notices, invitations and password resets share.</summary>
internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsCheck>().AddSingleton<MailOut>();
    }
}

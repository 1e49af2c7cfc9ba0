using Microsoft.Extensions.Options;
using Nq72.Cms.Platform.Mail;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Registers what tells people of notices.</summary>
internal static class MessageServices
{
    public static IServiceCollection AddNoticeMessages(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptionsCheck>();
        services.AddSingleton<MessageBell>().AddScoped<NoticeRecipients>().AddScoped<QueueMessages>();
        // its constructor is internal, because the way out is
        services.AddScoped(provider => new SendMessages(
            provider.GetRequiredService<CmsDb>(), provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<NoticeRecipients>(), provider.GetRequiredService<MailOut>(),
            provider.GetRequiredService<SignedPost>(), provider.GetRequiredService<IOptions<NoticeOptions>>(), provider.GetRequiredService<InstallationOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SendMessages>>()));
        return services.AddHostedService<MessageWatch>();
    }
}

using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts.People;

/// <summary>Sends the link to whoever forgot a password, where there is such an account with an address; at most one in five minutes to each.</summary>
internal sealed class ResetMails(IServiceScopeFactory scopes, ResetRequests requests, LinkMails mails, TimeProvider clock, ILogger<ResetMails> log) : BackgroundService
{
    private const int MostAccounts = 5;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (name, address) in requests.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(name, address, stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or InvalidOperationException)
            {
                // one request must not keep the next ones from being answered
                log.LogWarning(exception, "A password reset that somebody asked for could not be prepared");
            }
        }
    }

    private async Task SendAsync(string name, string? address, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CmsDb>();
        var normalizer = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>();
        var (asName, asEmail) = (normalizer.NormalizeName(name), normalizer.NormalizeEmail(name));
        var found = await db.Users.AsNoTracking().Where(account => account.DisabledAt == null && account.Email != null && (account.NormalizedUserName == asName || account.NormalizedEmail == asEmail))
            .OrderBy(account => account.Id).Take(MostAccounts).ToListAsync(cancellationToken);
        foreach (var account in found)
        {
            if (await MakeAsync(scope.ServiceProvider, db, account, address, cancellationToken) is var (secret, expiresAt))
                await mails.SendAsync(account, secret, expiresAt, cancellationToken);
        }
    }

    private async Task<(string Secret, DateTimeOffset ExpiresAt)?> MakeAsync(IServiceProvider services, CmsDb db, Account account, string? address, CancellationToken cancellationToken)
    {
        await using var work = await services.GetRequiredService<UnitOfWork>().BeginAsync(cancellationToken);
        var since = clock.Now() - Quiet;
        // nor does asking end the link that an administrator just gave
        if (await db.AccountLinks.AnyAsync(link => link.AccountId == account.Id && link.CreatedAt > since && link.EndedAt == null, cancellationToken))
            return null;
        var (secret, made) = await services.GetRequiredService<AccountLinks>().MakeAsync(account, askedByPerson: true, cancellationToken);
        services.GetRequiredService<AuditRecorder>().Record(AccountLinks.Person(account) with { Address = address }, "account.askReset", "account", account.Id.ToString(), new { account.UserName, made.ExpiresAt });
        await work.CommitAsync(cancellationToken);
        return (secret, made.ExpiresAt);
    }
}

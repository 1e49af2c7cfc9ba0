using Microsoft.AspNetCore.Identity;
using Nq72.Cms.Accounts.Passkeys;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Accounts.SecondFactor;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Accounts;

/// <summary>Registers people, their sessions and their ways in.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PasswordRules>().AddSingleton<TokenMeter>().AddHostedService<TokenMeterWriter>();
        services.AddIdentity<Account, AccountRole>(options =>
        {
            // PasswordRules say what a password must be
            options.Password.RequiredLength = 1;
            options.Password.RequiredUniqueChars = 0;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
        }).AddEntityFrameworkStores<CmsDb>().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>();
        services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = "/admin/sign-in";
            options.Cookie.Name = "nq72.desk";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = DeskSessions.Idle;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = static context => SessionCookie.ValidateAsync(context, context.HttpContext.RequestAborted);
        });
        services.AddScoped<DeskSessions>().AddScoped<EnterDesk>().AddScoped<CheckPassword>().AddScoped<SecondFactors>().AddScoped<AccountPasskeys>();
        services.Configure<IdentityPasskeyOptions>(options => (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        services.AddScoped<Administrators>().AddScoped<PersonQueries>().AddScoped<AccountLinks>().AddScoped<InvitePerson>().AddScoped<PutPerson>();
        services.AddScoped<EditRole>().AddScoped<LimitGrant>().AddScoped<Delegations>();
        return services.AddSingleton<LinkMails>().AddSingleton<ResetRequests>().AddHostedService<ResetMails>();
    }
}

using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Nq72.Cms.Accounts;
using Nq72.Cms.AsOf;
using Nq72.Cms.AuditLog;
using Nq72.Cms.Backups;
using Nq72.Cms.Broadcasts;
using Nq72.Cms.CampaignCalendar;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Coverage;
using Nq72.Cms.Doctor;
using Nq72.Cms.Feeds;
using Nq72.Cms.Formats;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Monitoring;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Unsaved;
using Nq72.Cms.Notices;
using Nq72.Cms.Notices.Messages;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.PartnerApi.Sync;
using Nq72.Cms.Places;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Mail;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Posters;
using Nq72.Cms.Previews;
using Nq72.Cms.PublicPages;
using Nq72.Cms.PublicPages.Pages;
using Nq72.Cms.Rehearsal;
using Nq72.Cms.Recipes;
using Nq72.Cms.ReleaseRoom;
using Nq72.Cms.Search;
using Nq72.Cms.Taxonomies;
using Nq72.Cms.Timeline;
using Nq72.Scheduler;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Composition;

/// <summary>Registers everything.</summary>
internal static class Services
{
    public static void AddNq72(this WebApplicationBuilder builder, TimeProvider? clock = null)
    {
        var services = builder.Services;
        var database = InstallationSettings.ReadDatabase(builder.Configuration);
        InstallationSettings.CheckMachine(database);
        var isRehearsal = RehearsalMark.Read(database) is not null;
        if (isRehearsal)
            builder.Configuration[$"{SchedulerOptions.Section}:{nameof(SchedulerOptions.Enabled)}"] = "false";
        services.AddSingleton(InstallationSettings.ReadInstallation(builder.Configuration, isRehearsal));
        AddClock(services, clock ?? InstallationSettings.ReadClock(builder.Configuration, isRehearsal));
        services.AddNq72Database(database);
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseHeartbeat>());
        services.AddNq72Context<CmsDb, SqliteCmsDb, PostgresCmsDb>(database, CmsDb.HistoryTable);
        services.AddScoped(provider => new PublicChanges(provider.GetRequiredService<EpochCounter>().Bump));
        services.AddNq72Scheduler(database, builder.Configuration);
        services.AddSingleton<ContentEpoch>();
        services.AddSingleton<Incarnation>();
        services.AddSingleton<EpochChannel>();
        services.AddHostedService(provider => provider.GetRequiredService<EpochChannel>());
        services.AddScoped<EpochCounter>();
        AddSlices(services);
        if (builder.Configuration.GetValue($"{SchedulerOptions.Section}:{nameof(SchedulerOptions.Enabled)}", true))
            services.AddHostedService<SearchIndexWatch>().AddHostedService<MediaWatch>().AddHostedService<MediaWorker>();
        AddAccounts(services);
        AddWeb(services, builder.Configuration);
    }

    private static void AddClock(IServiceCollection services, TimeProvider? clock)
    {
        if (clock is not null)
        {
            services.AddSingleton(clock);
            return;
        }

        services.AddSingleton(new AnchoredClock(TimeProvider.System));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<AnchoredClock>());
        services.AddSingleton<ClockKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<ClockKeeper>());
    }

    private static void AddSlices(IServiceCollection services)
    {
        services.AddSingleton<WaysIn>();
        services.AddSingleton<ContentTypeCatalog>();
        services.AddSingleton<SiteCatalog>();
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<FragmentShelf>();
        services.AddSingleton<SearchReadiness>();
        services.AddScoped<FillSearchIndex>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TimelineSpans>();
        services.AddScoped<Answers>().AddScoped<TimelineSight>().AddScoped<ShownMediaReader>();
        foreach (var verb in new[]
        {
            typeof(DefineContentTypes), typeof(CreateItem), typeof(UpdateItem), typeof(NewItems), typeof(SearchIndex), typeof(SaveVersion), typeof(UsedMedia), typeof(SubmitItem), typeof(Authorship), typeof(ApproveItem), typeof(ReturnItem), typeof(RevokeApproval), typeof(RedactItem),
            typeof(TimelineEdits), typeof(PublishItem), typeof(PublishNewItems), typeof(UnpublishItem), typeof(RetractItem), typeof(RecordRetraction), typeof(ItemQueries), typeof(Appearances), typeof(TrashItem), typeof(KeepText), typeof(DiffVersions), typeof(RestoreVersion),
            typeof(TimelineMoments), typeof(SyncChanges), typeof(SyncAnswers), typeof(VisibleItems), typeof(PreviewedItems), typeof(ItemAnswers), typeof(ApiTokens), typeof(TokenUsageQueries), typeof(CreateAccount), typeof(ThemeRenderer), typeof(CampaignFacts), typeof(PageMaker), typeof(CalendarAnswers), typeof(CalendarReader), typeof(ChangesBetween),
            typeof(PutSiteSettings), typeof(PutPlaces), typeof(PutTaxonomies), typeof(PutTerm), typeof(RetireTerm), typeof(MakeBackup), typeof(RestoreBackup),
            typeof(Examination), typeof(MachineChecks), typeof(DatabaseChecks), typeof(DeliveryChecks), typeof(ImageChecks), typeof(ClipChecks),
        })
            services.AddScoped(verb);
        services.AddMail();
        services.AddScoped<AuditQueries>();
        services.AddRecipes();
        services.AddMonitoring();
        services.AddFeeds();
        services.AddPreviews();
        services.AddMedia();
        services.AddPosters();
        services.AddLoudspeaker();
        services.AddBroadcasts();
        services.AddScoped<CoverageReader>().AddScoped<OverdueReader>();
        services.AddOptions<NoticeOptions>().BindConfiguration(NoticeOptions.Section).ValidateOnStart();
        services.AddScoped<NoticeCauses>().AddScoped<SweepNotices>().AddScoped<SeeNotice>().AddScoped<ReadNotices>().AddScoped<NoticeQueries>().AddHostedService<NoticeWatch>().AddNoticeMessages();
        services.AddScoped<IContentGateway, ContentGateway>().AddScoped<SurroundingsReader>();
        services.AddSingleton<IFormat, NinjsFormat>();
        services.AddSingleton<IFormat, PortalFormat>();
        services.AddSingleton<IFormat, LoudspeakerFormat>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddPeople();
        services.AddAuthentication(options =>
        {
            options.DefaultScheme = "TokenOrCookie";
            options.DefaultAuthenticateScheme = "TokenOrCookie";
            options.DefaultChallengeScheme = "TokenOrCookie";
            options.DefaultForbidScheme = "TokenOrCookie";
        })
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddPolicyScheme("TokenOrCookie", null, options => options.ForwardDefaultSelector = context =>
                TokenAuthentication.IsUsedBy(context.Request) ? TokenAuthentication.SchemeName : IdentityConstants.ApplicationScheme);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireClaim(RequestFacts.ScopeClaim, scope, Scopes.Admin));
        services.AddDataProtection(options => options.ApplicationDiscriminator = "Nq72");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = ActivatorUtilities.CreateInstance<ProtectionKeyRing>(provider)));
    }

    private static void AddWeb(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<CacheOptions>().BindConfiguration(CacheOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(9));
        services.AddOpenApi(ApiDocument.Name, ApiDescription.Describe);
        services.AddSingleton<ApiDocument>();
        services.AddHealthChecks();
        services.AddRateLimits();
        services.AddRequestLimits();
        services.AddRazorPages();
        services.AddDesk();
        services.AddControllersWithViews();
        services.AddAntiforgery(options => options.HeaderName = "RequestVerificationToken");
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            foreach (var proxy in configuration.GetSection("Nq72:TrustedProxies").Get<string[]>() ?? [])
            {
                if (!System.Net.IPNetwork.TryParse(proxy.Contains('/', StringComparison.Ordinal) ? proxy : $"{proxy}/{(proxy.Contains(':', StringComparison.Ordinal) ? 128 : 32)}", out var network))
                    throw new StartUpException($"Nq72:TrustedProxies: '{proxy}' không phải địa chỉ hay dải mạng. / '{proxy}' is neither an address nor a network.");
                options.KnownIPNetworks.Add(network);
            }
        });
    }
}

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Progress;
using Nq72.Scheduler.Quartz;
using Nq72.Scheduler.Rehearsals;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler;

/// <summary>The scheduler in a host.</summary>
/// <remarks>
/// The host registers before: <c>AddNq72Database</c>, <see cref="TimeProvider"/> (singleton), <see cref="InstallationOptions"/> (singleton),
/// data protection, and an <see cref="IContentGateway"/> (scoped); a <see cref="PublicChanges"/> (scoped) where it shows the calendar to the public.
/// </remarks>
public static class SchedulerServices
{
    /// <summary>Calendar, campaigns, channels, releases and deliveries; where this node delivers, the release clock and the housekeeping too.</summary>
    public static IServiceCollection AddNq72Scheduler(this IServiceCollection services, DatabaseOptions database, IConfiguration configuration)
    {
        services.AddNq72Context<SchedulerDb, SqliteSchedulerDb, PostgresSchedulerDb>(database, SchedulerDb.HistoryTable);
        services.AddOptions<SchedulerOptions>().Bind(configuration.GetSection(SchedulerOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<AuditRecorder>();
        services.TryAddScoped(_ => new PublicChanges(null));
        AddCalendar(services);
        AddChannels(services, configuration);
        AddReleases(services);
        AddDeliveries(services);
        services.AddVerb<ProgressEvents>().AddScoped<ProgressReader>().AddSingleton<ProgressHub>().AddHostedService(provider => provider.GetRequiredService<ProgressHub>());
        if (configuration.GetSection(SchedulerOptions.Section).GetValue(nameof(SchedulerOptions.Enabled), defaultValue: true))
            services.AddHostedService<WhenHostAnswers<ReleaseClock>>().AddHousekeeping(database);
        return services;
    }

    /// <summary>On a marked copy: the scheduler driven by hand, with the clock that is turned.</summary>
    public static IServiceCollection AddNq72Rehearsal(this IServiceCollection services, SteppedClock clock) => services
        .AddVerb<RedirectDestinations>().AddSingleton<PartnerWaits>()
        .AddSingleton(provider => new RehearsalDrive(
            clock, provider.GetRequiredService<ReleaseClock>(), provider.GetRequiredService<DeliveryDrain>(), provider.GetRequiredService<DeliverySignal>(),
            provider.GetRequiredService<PartnerWaits>(), provider.GetRequiredService<IServiceScopeFactory>()));

    /// <summary>The scheduler's routes on the group <c>/api/v1/manage</c>.</summary>
    public static IEndpointRouteBuilder MapNq72Scheduler(this IEndpointRouteBuilder manageGroup) =>
        manageGroup.MapOccasions().MapBlackouts().MapCampaigns().MapChannels().MapReleases().MapDeliveries().MapProgress();

    private static void AddCalendar(IServiceCollection services) => services
        .AddScoped<OccasionQueries>().AddScoped<PutOccasion>().AddScoped<BlackoutQueries>()
        .AddScoped<CampaignQueries>().AddScoped<PutCampaign>()
        .AddScoped<PeakQueries>().AddScoped<PlanPeaks>();

    private static void AddChannels(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(ChannelOptions.Read(configuration))
        .AddSingleton<AddressPolicy>().AddSingleton<OutboundHttp>().AddSingleton<DestinationSecrets>().AddSingleton<ChannelChanges>()
        .AddSingleton(provider => new SignedPost(provider.GetRequiredService<OutboundHttp>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new FormPost(provider.GetRequiredService<OutboundHttp>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<WebhookTransport>().AddSingleton<ITransport>(provider => provider.GetRequiredService<WebhookTransport>())
        .AddSingleton<FileDropTransport>().AddSingleton<ITransport>(provider => provider.GetRequiredService<FileDropTransport>())
        .AddScoped(provider => new FormatNames([.. provider.GetRequiredService<IContentGateway>().Formats.Select(format => format.Name)]))
        .AddSingleton<ProbeDestination>().AddScoped<NoteReached>()
        .AddScoped<ChannelCheck>().AddScoped<ChannelQueries>().AddVerb<PutChannel>().AddVerb<ProbeChannel>().AddVerb<TestChannel>();

    private static void AddReleases(IServiceCollection services) => services
        .AddScoped<ReleaseQueries>().AddScoped<ReleaseReader>().AddScoped<ReleaseEdit>().AddScoped<ReleasePlan>().AddScoped<FollowUps>().AddScoped<Preflight>()
        .AddScoped<PreflightLog>().AddScoped<BlackoutGate>().AddScoped<ApplyBlackouts>().AddScoped<RunDuePreflights>().AddScoped<HeldQueries>().AddScoped<BlackoutCheck>().AddScoped<BlackoutReach>().AddScoped<PlannedReleases>().AddScoped<DraftReleases>()
        .AddVerb<PutBlackout>().AddVerb<LiftBlackout>().AddVerb<HoldItem>().AddVerb<HoldRelease>().AddVerb<DecideHeld>().AddVerb<CopyPeak>()
        .AddSingleton<ArmingSignal>().AddScoped<FinishArming>().AddSingleton<LargeArmings>().AddHostedService<WhenHostAnswers<LargeArmings>>()
        .AddVerb<PreflightDraft>().AddVerb<CreateRelease>().AddVerb<UpdateRelease>().AddVerb<ArmRelease>().AddVerb<DisarmRelease>().AddVerb<CancelRelease>()
        .AddVerb<RescheduleRelease>().AddVerb<MoveRelease>().AddVerb<RetractRelease>().AddVerb<FollowUpItem>();

    private static void AddDeliveries(IServiceCollection services) => services
        .AddSingleton<DeliverySignal>().AddSingleton<DeliveryLedger>().AddSingleton<LedgerChain>().AddSingleton<DeliveryLanes>()
        .AddSingleton<DeliveryChanges>().AddSingleton<AuditCircuits>().AddSingleton<CircuitLedger>().AddSingleton<CircuitProbes>()
        .AddSingleton<DeliveryDrain>().AddSingleton<ReleaseClock>()
        .AddSingleton(provider => new AttemptTotals(provider.GetRequiredService<DeliveryChanges>())).AddSingleton<LedgerFigures>().AddSingleton<SchedulerPulse>()
        .AddScoped<DeliveryPlan>().AddScoped<DeliveryQueries>().AddScoped<ReleaseBoard>().AddScoped<ComingDeliveries>().AddScoped<PlaceDeliveries>().AddScoped<ToldDeliveries>().AddScoped<RetractionBoard>().AddScoped<TidyDeliveries>().AddScoped<LedgerTables>().AddScoped<VerifyLedger>()
        .AddVerb<RetryDelivery>().AddVerb<CancelDelivery>().AddScoped<RecordReceipt>().AddScoped<RedactDelivery>().AddScoped<RedactDeliveries>();
}

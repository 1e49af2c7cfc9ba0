using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler.Tests.Support;

/// <summary>What tests arrange: channels, releases, and what they look at afterwards.</summary>
internal static class A
{
    /// <summary>Seven o'clock in Lạng Sơn on the day after the clock's start.</summary>
    public static readonly DateTimeOffset Seven = new(2027, 4, 7, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<ChannelView> WebhookAsync(this SchedulerHost host, string name, Uri url, int destinations = 1, TimeSpan? lead = null, int? concurrency = null) =>
        host.DoAsync((PutChannel verb) => verb.ExecuteAsync(name, new ChannelInput(
            "ninjs", TransportKind.Webhook, [.. Enumerable.Range(1, destinations).Select(number => new DestinationInput($"d{number}", Url: new Uri(url, $"{name}/d{number}").AbsoluteUri))],
            Lead: lead, Limits: new(concurrency)), Actor.System, Token));

    public static Task<ChannelView> FileDropAsync(this SchedulerHost host, string name, int destinations = 1, string format = "loudspeaker") =>
        host.DoAsync((PutChannel verb) => verb.ExecuteAsync(name, new ChannelInput(
            format, TransportKind.FileDrop, [.. Enumerable.Range(1, destinations).Select(number => new DestinationInput($"x{number}", Place: $"0{number}"))]), Actor.System, Token));

    public static Task<ReleaseView> DraftAsync(this SchedulerHost host, DateTimeOffset at, IEnumerable<string> items, IReadOnlyList<string> channels, MissedInput? missed = null) =>
        host.DoAsync((CreateRelease verb) => verb.ExecuteAsync(
            new("Đợt phát", at, [.. items.Select(item => new ReleaseItemInput(item, Channels: channels))], missed), Actor.System, Token));

    public static async Task<ReleaseView> ArmedAsync(this SchedulerHost host, DateTimeOffset at, IEnumerable<string> items, IReadOnlyList<string> channels, MissedInput? missed = null)
    {
        var draft = await host.DraftAsync(at, items, channels, missed);
        return await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token));
    }

    public static Task<ReleaseView> ReleaseAsync(this SchedulerHost host, string id) => host.DoAsync((ReleaseQueries queries) => queries.GetAsync(id, Token));

    public static async Task<IReadOnlyList<DeliveryView>> DeliveriesAsync(this SchedulerHost host, DeliveryFilter? filter = null) =>
        [.. (await host.InScopeAsync((DeliveryQueries queries) => queries.ListAsync(filter ?? new(), PageRequest.First, Token))).Items.OrderBy(delivery => delivery.SendAt).ThenBy(delivery => delivery.Id)];

    public static Task<DeliveryDetail> DeliveryAsync(this SchedulerHost host, Guid id) => host.DoAsync((DeliveryQueries queries) => queries.GetAsync(id, Token));

    public static WallTime Local(string local) => new(null, local);
}

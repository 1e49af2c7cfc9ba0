using System.Text.Json;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>
/// Tells a hub which whole feeds are others than it knows, so that it fetches them and passes them on. At least once: a hub that is told twice
/// fetches what it has. What fails is tried again until it is told, however long that takes.
/// </summary>
/// <remarks>Source: WebSub leaves the words between publisher and hub open; <c>hub.mode=publish</c> with <c>hub.url</c> (PubSubHubbub 0.4) is what hubs take, <c>hub.topic</c> is what some newer ones ask for.</remarks>
public sealed class PublishToHubs(TimelineMoments moments, FeedMarks feeds, HubLedger ledger, FormPost post, InstallationOptions installation, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Tells the hub what is due now. Returns the next instant at which there may be something to tell by schedule: a boundary, or a further attempt; null for none.</summary>
    public async Task<DateTimeOffset?> RunAsync(string hub, CancellationToken cancellationToken)
    {
        // nothing leaves a rehearsal
        if (installation.IsRehearsal)
            return null;
        var now = clock.Now();
        var marks = await feeds.ReadAsync(now, cancellationToken);
        var pending = await ledger.PendingAsync(hub, marks, cancellationToken);
        if (pending.Any(topic => HubLedger.DueAt(topic, marks[topic.Selection]) <= now))
        {
            await TellAsync(hub, await ledger.ClaimAsync(hub, marks, cancellationToken), cancellationToken);
            pending = await ledger.PendingAsync(hub, marks, cancellationToken);
        }

        var boundary = (await moments.ReadAsync(now, cancellationToken)).Next;
        return pending.Select(topic => (DateTimeOffset?)HubLedger.DueAt(topic, marks[topic.Selection])).Append(boundary).Min();
    }

    private async Task TellAsync(string hub, IReadOnlyList<HubTopic> topics, CancellationToken cancellationToken)
    {
        string? error = null;
        foreach (var topic in topics)
        {
            // a hub that failed once just now is not asked about every other feed as well
            error ??= await TellAsync(hub, topic.Selection, cancellationToken);
            await ledger.SettleAsync(topic, error, cancellationToken);
        }
    }

    // every format of a selection at once: one change changes them all
    private async Task<string?> TellAsync(string hub, string selection, CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(FeedFormats.All.Select(format =>
        {
            var feed = installation.PublicUrl + format.Path(selection);
            return post.SendAsync(new Uri(hub), [new("hub.mode", "publish"), new("hub.url", feed), new("hub.topic", feed)], Patience, cancellationToken);
        }));
        return Array.Find(failures, failure => failure is not null) is { } first ? Words(first) : null;
    }

    private static string Words(PostFailure failure)
    {
        var words = $"{JsonNamingPolicy.CamelCase.ConvertName($"{failure.Code}")} {failure.Detail}".TrimEnd();
        return words.Length > HubTopicMapping.ErrorLength ? words[..HubTopicMapping.ErrorLength] : words;
    }
}

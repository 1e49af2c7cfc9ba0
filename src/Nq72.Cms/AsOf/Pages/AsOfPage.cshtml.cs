using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.AsOf.Pages;

/// <summary>What changes between now and another instant, and the way to the screens of that instant.</summary>
public sealed class AsOfPage(ChangesBetween changes, PlannedReleases releases, ChannelQueries channels, CmsDb db, DeskClock clock) : DeskPage
{
    private static readonly ReleaseState[] Uncounted = [ReleaseState.Draft, ReleaseState.Arming, ReleaseState.Held];

    private IReadOnlyDictionary<string, string> channelNames = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The instant; null where none was chosen yet.</summary>
    public DateTimeOffset? At => OtherTime.Shown;

    /// <summary>Only this language; null for all.</summary>
    public string? Lang { get; private set; }

    /// <summary>Only this channel; null for all.</summary>
    public string? Channel { get; private set; }

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    public IReadOnlyList<Choice> Channels { get; private set; } = [];

    /// <summary>What changes.</summary>
    public TimelineChanges Changes { get; private set; } = new([], false);

    /// <summary>What goes out; null for a past instant.</summary>
    public IReadOnlyList<ChannelChange>? Deliveries { get; private set; }

    /// <summary>Releases in between that nothing is planned of.</summary>
    public IReadOnlyList<PlannedRelease> Open { get; private set; } = [];

    protected override bool ShowsOtherTimes => true;

    public async Task<IActionResult> OnGetAsync(string? lang, string? channel, CancellationToken cancellationToken)
    {
        if (At is not { } at)
            return Page();
        (Lang, Channel) = (Given(lang), OtherTime.IsAhead ? Given(channel) : null);
        var now = clock.Now;
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        Languages = site.Languages.Count == 0 ? [new("vi", "Tiếng Việt")] : [.. site.Languages.Select(language => new Choice(language.Tag, language.Name))];
        if (at <= now)
        {
            Changes = await changes.ReadAsync(at, now, Lang, null, cancellationToken);
            return Page();
        }

        Channels = [.. (await channels.ListAsync(PageRequest.First, cancellationToken)).Items.Select(known => new Choice(known.Name, known.DisplayName.Length > 0 ? known.DisplayName : known.Name))];
        channelNames = Channels.ToDictionary(choice => choice.Value, choice => choice.Text, StringComparer.Ordinal);
        (Deliveries, var items) = await changes.DeliveriesAsync(at, Lang, Channel, cancellationToken);
        Changes = await changes.ReadAsync(now, at, Lang, Channel is null ? null : items, cancellationToken);
        Open = [.. (await releases.BetweenAsync(now, at, now, cancellationToken)).Where(release => Uncounted.Contains(release.State))];
        return Page();
    }

    /// <summary>How many changes there are of a kind in a language.</summary>
    public int Count(string lang, ChangeKind kind) => Changes.Rows.Count(row => row.Lang == lang && row.Kind == kind);

    /// <summary>A language's name for people.</summary>
    public string LanguageName(string lang) => Languages.FirstOrDefault(choice => choice.Value == lang)?.Text ?? lang;

    /// <summary>A channel's name for people.</summary>
    public string ChannelName(string channel) => channelNames.GetValueOrDefault(channel, channel);

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

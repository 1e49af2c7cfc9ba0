using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Reads what is said of a release, and finds everything that is wrong with it.</summary>
internal sealed class ReleaseReader(ChannelQueries channels, IContentGateway gateway, InstallationOptions installation)
{
    private const int NameLength = 200;
    private const int MostItems = 500;

    /// <summary>
    /// Fills the release in; on a problem it is left half filled and must not be saved. An item that was in it before keeps its version unless
    /// another is named: what goes out never changes by an edit of something else.
    /// </summary>
    public async Task<Problem?> FillAsync(Release release, ReleaseInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        release.Name = fields.Required("name", input.Name, NameLength);
        ReadInstant(fields, release, input, now);
        ReadMissed(fields, release, input.Missed);
        release.OnNewBlock = input.OnNewBlock;
        await ReadItemsAsync(fields, release, [.. (input.Items ?? []).Select(item => item ?? new(null))], cancellationToken);
        return fields.AreInvalid ? fields.Problem : null;
    }

    /// <summary>Reads an instant that must lie ahead into the release.</summary>
    public void ReadInstant(Fields fields, Release release, Platform.Time.WallTime? given, DateTimeOffset now)
    {
        if (given is null)
        {
            fields.Add("at", "required", "Đợt phát cần giờ phát.", "A release needs its instant.");
            return;
        }

        var at = given.Resolve(installation.Zone, "at");
        if (!at.Succeeded)
        {
            fields.Add(at.Problem);
            return;
        }

        if (at.Value <= now)
            fields.Add("at", "pastInstant", "Giờ phát đã qua.", "The instant has passed.");
        release.At = at.Value;
        release.ZoneId = installation.Zone.Id;
        release.AtLocal = given.Local;
    }

    private void ReadInstant(Fields fields, Release release, ReleaseInput input, DateTimeOffset now) => ReadInstant(fields, release, input.At, now);

    private void ReadMissed(Fields fields, Release release, MissedInput? missed)
    {
        release.Missed = missed?.Policy ?? MissedPolicy.SendUntil;
        release.MissedUntil = null;
        if (missed?.Until is not { } until)
            return;
        var end = until.Resolve(installation.Zone, "missed.until");
        if (!end.Succeeded)
            fields.Add(end.Problem);
        else if (release.Missed != MissedPolicy.SendUntil)
            fields.Add("missed.until", "notForPolicy", "Chỉ 'sendUntil' có giờ kết thúc.", "Only 'sendUntil' has an end.");
        else if (end.Value <= release.At)
            fields.Add("missed.until", "order", "Giờ kết thúc phải sau giờ phát.", "The end must come after the instant.");
        else
            release.MissedUntil = end.Value;
    }

    private async Task ReadItemsAsync(Fields fields, Release release, IReadOnlyList<ReleaseItemInput> inputs, CancellationToken cancellationToken)
    {
        if (inputs.Count > MostItems)
        {
            fields.Add("items", "tooMany", $"Nhiều nhất {MostItems} nội dung.", $"At most {MostItems} items.");
            return;
        }

        var known = await channels.FindAsync(inputs.SelectMany(ChannelsOf).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var before = release.Items.ToDictionary(item => item.ItemId, StringComparer.Ordinal);
        var facts = await gateway.InspectAsync([.. inputs.Select(input => new ContentPin(input.Id ?? "", input.Version ?? before.GetValueOrDefault(input.Id ?? "")?.Version))], cancellationToken);
        var items = new List<ReleaseItem>();
        foreach (var ((index, input), fact) in inputs.Index().Zip(facts))
        {
            var at = $"items[{index}]";
            if (!fact.Exists)
                fields.Add($"{at}.{(input.Version is null ? "id" : "version")}", "unknownItem", $"Không có nội dung '{input.Id}'{(input.Version is { } asked ? $" bản {asked}" : "")}.", $"There is no item '{input.Id}'{(input.Version is { } wanted ? $" with version {wanted}" : "")}.");
            else if (items.Exists(item => item.ItemId == input.Id))
                fields.Add($"{at}.id", "duplicate", $"Nội dung '{input.Id}' có hai lần.", $"The item '{input.Id}' is named twice.");
            else
                items.Add(ReadItem(fields, at, release, input, fact, before.GetValueOrDefault(fact.ItemId), known, index));
        }

        release.Items.Clear();
        release.Items.AddRange(items);
    }

    private ReleaseItem ReadItem(
        Fields fields, string at, Release release, ReleaseItemInput input, ContentFacts fact, ReleaseItem? before, IReadOnlyDictionary<string, Channel> known, int position)
    {
        var named = ChannelsOf(input).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (index, channel) in named.Index().Where(entry => !known.ContainsKey(entry.Item)))
            fields.Add($"{at}.channels[{index}]", "unknownChannel", $"Không có kênh '{channel}'.", $"There is no channel '{channel}'.");
        if (input.Public == false && named.Count == 0)
            fields.Add($"{at}.channels", "nowhere", "Nội dung không công khai thì cần ít nhất một kênh.", "An item that is not public needs a channel.");
        DateTimeOffset? until = null;
        if (input.Until is not null)
        {
            var end = input.Until.Resolve(installation.Zone, $"{at}.until");
            if (!end.Succeeded)
                fields.Add(end.Problem);
            else if (end.Value <= release.At)
                fields.Add($"{at}.until", "order", "Giờ hết hạn phải sau giờ phát.", "The end must come after the instant.");
            else
                until = end.Value;
        }

        return new ReleaseItem
        {
            ReleaseId = release.Id, ItemId = fact.ItemId, Version = fact.Version, VersionGiven = input.Version is not null || before?.VersionGiven == true,
            Channels = named, Until = until, Public = input.Public ?? true, Position = position,
        };
    }

    private static IEnumerable<string> ChannelsOf(ReleaseItemInput input) => (input.Channels ?? []).Select(channel => channel ?? "");
}

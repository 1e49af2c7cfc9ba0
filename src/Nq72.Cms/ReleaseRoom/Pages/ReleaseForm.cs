using System.Globalization;
using System.Text.RegularExpressions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>What the form of a release holds, as typed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The instant, local.</param>
/// <param name="Policy">What becomes of late deliveries.</param>
/// <param name="Until">Until when they are sent, local.</param>
/// <param name="Items">What goes out.</param>
/// <param name="Revision">The revision that the editor saw; null for a new one.</param>
public sealed partial record ReleaseForm(string Name, string At, string Policy, string Until, IReadOnlyList<ReleaseFormItem> Items, int? Revision = null)
{
    private const int MaxRows = 200;

    /// <summary>A form with a row for each item (id and title) that is to go out; with a blank one for none.</summary>
    public static ReleaseForm Blank(params IReadOnlyList<KeyValuePair<string, string>> items) =>
        new("", "", nameof(MissedPolicy.SendUntil), "", items.Count == 0 ? [new("", "", [], "", true)] : [.. items.Take(MaxRows).Select(item => new ReleaseFormItem($"{item.Value} · {item.Key}", "", [], "", true))]);

    /// <summary>A release as the form that would save it unchanged.</summary>
    public static ReleaseForm Of(ReleaseView release, DeskClock clock) => new(
        release.Name, clock.ForInput(release.At), release.Missed.Policy.ToString(), clock.ForInput(release.Missed.Until),
        [.. release.Items.Where(item => item.State == ReleaseItemState.Planned).Select(item => new ReleaseFormItem($"{item.Title} · {item.Id}", item.Version.ToString(CultureInfo.InvariantCulture), item.Channels, clock.ForInput(item.Until), item.Public))], release.Revision);

    /// <summary>The form as posted.</summary>
    public static ReleaseForm Read(IFormCollection form)
    {
        var rows = new List<ReleaseFormItem>();
        for (var i = 0; i < MaxRows && form.ContainsKey($"items[{i}].id"); i++)
        {
            rows.Add(new ReleaseFormItem(
                form[$"items[{i}].id"].ToString().Trim(), form[$"items[{i}].version"].ToString().Trim(), [.. form[$"items[{i}].channels"].OfType<string>()],
                form[$"items[{i}].until"].ToString(), form[$"items[{i}].public"].Contains("true")));
        }

        return new(form["name"].ToString(), form["at"].ToString(), form["missed.policy"].ToString(), form["missed.until"].ToString(), rows, ReadNumber(form["revision"].ToString()));
    }

    /// <summary>The form without rows that were left blank: what is sent and shown again.</summary>
    public ReleaseForm Filled() => this with { Items = [.. Items.Where(item => item.Id.Length > 0)] };

    /// <summary>With one more row, that goes where the last one goes.</summary>
    public ReleaseForm WithRow() => this with { Items = [.. Items, new("", "", Items.Count > 0 ? Items[^1].Channels : [], "", true)] };

    /// <summary>What the verbs take.</summary>
    public ReleaseInput ToInput() => new(
        Name, DeskClock.Read(At),
        [.. Items.Select(item => new ReleaseItemInput(IdOf(item.Id), ReadNumber(item.Version), item.Channels, DeskClock.Read(item.Until), item.Public))],
        new MissedInput(Enum.TryParse<MissedPolicy>(Policy, out var policy) ? policy : MissedPolicy.SendUntil, ReadUntil()));

    // a typed or chosen item is 'title · id'
    private static string IdOf(string value) => TrailingId().Match(value) is { Success: true } match ? match.Value : value;

    private static int? ReadNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private WallTime? ReadUntil() => Policy == nameof(MissedPolicy.SendUntil) ? DeskClock.Read(Until) : null;

    [GeneratedRegex("[0-9a-hj-km-np-tv-z]{26}$", RegexOptions.None, 1000)]
    private static partial Regex TrailingId();
}

/// <summary>One row of the form.</summary>
/// <param name="Id">The item: <c>title · id</c>, or an id alone.</param>
/// <param name="Version">The version; empty for the one that is pinned already, or the newest approved one.</param>
/// <param name="Channels">Where it goes.</param>
/// <param name="Until">End of its visibility, local; empty for open.</param>
/// <param name="Public">Whether it goes on the public timeline.</param>
public sealed record ReleaseFormItem(string Id, string Version, IReadOnlyList<string> Channels, string Until, bool Public);

using System.Globalization;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>What the form of a release holds, as typed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The instant, local.</param>
/// <param name="Policy">What becomes of late deliveries.</param>
/// <param name="Until">Until when they are sent, local.</param>
/// <param name="NewBlock">What a block does that comes after the arming.</param>
/// <param name="Items">What goes out.</param>
/// <param name="Revision">The revision that the editor saw; null for a new one.</param>
public sealed record ReleaseForm(string Name, string At, string Policy, string Until, string NewBlock, IReadOnlyList<ReleaseFormItem> Items, int? Revision = null)
{
    /// <summary>Items that one form holds: more fields than of so many are not taken in one request. The API takes more.</summary>
    public const int MaxRows = 120;

    /// <summary>Whether no more can be added here.</summary>
    public bool IsFull => Items.Count >= MaxRows;

    /// <summary>A form with these items.</summary>
    public static ReleaseForm Blank(params IReadOnlyList<string> items) => new("", "", nameof(MissedPolicy.SendUntil), "", nameof(OnNewBlock.Go), [.. items.Take(MaxRows).Select(ReleaseFormItem.New)]);

    /// <summary>A release as the form that would save it unchanged.</summary>
    public static ReleaseForm Of(ReleaseView release, DeskClock clock) => new(
        release.Name, clock.ForInput(release.At), release.Missed.Policy.ToString(), clock.ForInput(release.Missed.Until), release.OnNewBlock.ToString(),
        [.. release.Items.Where(item => item.State == ReleaseItemState.Planned).Select(item => new ReleaseFormItem(item.Id, item.Version.ToString(CultureInfo.InvariantCulture), item.Channels, clock.ForInput(item.Until), item.Public))], release.Revision);

    /// <summary>The form as posted.</summary>
    public static ReleaseForm Read(IFormCollection form)
    {
        var rows = new List<ReleaseFormItem>();
        for (var i = 0; form.ContainsKey($"items[{i}].id"); i++)
        {
            rows.Add(new ReleaseFormItem(
                form[$"items[{i}].id"].ToString().Trim(), form[$"items[{i}].version"].ToString().Trim(), [.. form[$"items[{i}].channels"].OfType<string>()],
                form[$"items[{i}].until"].ToString(), form[$"items[{i}].public"].Contains("true")));
        }

        return new(form["name"].ToString(), form["at"].ToString(), form["missed.policy"].ToString(), form["missed.until"].ToString(), form["onNewBlock"].ToString(), rows, ReadNumber(form["revision"].ToString()));
    }

    /// <summary>With further items, that go where the last one goes; what it holds already stays as it is.</summary>
    public ReleaseForm With(IEnumerable<string> ids)
    {
        var channels = Items.Count > 0 ? Items[^1].Channels : [];
        return this with { Items = [.. Items.Concat(ids.Select(id => ReleaseFormItem.New(id) with { Channels = channels })).DistinctBy(item => item.Id, StringComparer.Ordinal).Take(Math.Max(MaxRows, Items.Count))] };
    }

    /// <summary>Without one of its items.</summary>
    public ReleaseForm Without(string? id) => this with { Items = [.. Items.Where(item => item.Id != id)] };

    /// <summary>With every item going to the same channels.</summary>
    public ReleaseForm To(IReadOnlyList<string> channels) => this with { Items = [.. Items.Select(item => item with { Channels = channels })] };

    /// <summary>What the verbs take.</summary>
    public ReleaseInput ToInput() => new(
        Name, DeskClock.Read(At),
        [.. Items.Select(item => new ReleaseItemInput(item.Id, ReadNumber(item.Version), item.Channels, DeskClock.Read(item.Until), item.Public))],
        new MissedInput(Enum.TryParse<MissedPolicy>(Policy, out var policy) ? policy : MissedPolicy.SendUntil, ReadUntil()),
        Enum.TryParse<OnNewBlock>(NewBlock, out var block) ? block : OnNewBlock.Go);

    private static int? ReadNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private WallTime? ReadUntil() => Policy == nameof(MissedPolicy.SendUntil) ? DeskClock.Read(Until) : null;
}

/// <summary>One row of the form.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version; empty for the one that is pinned already, or the newest approved one.</param>
/// <param name="Channels">Where it goes.</param>
/// <param name="Until">End of its visibility, local; empty for open.</param>
/// <param name="Public">Whether it goes on the public timeline.</param>
public sealed record ReleaseFormItem(string Id, string Version, IReadOnlyList<string> Channels, string Until, bool Public)
{
    /// <summary>An item that is new in a release.</summary>
    public static ReleaseFormItem New(string id) => new(id, "", [], "", true);
}

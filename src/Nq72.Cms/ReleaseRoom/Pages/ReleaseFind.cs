using Nq72.Cms.Newsroom;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>What is searched for while a release is put together, as typed.</summary>
/// <param name="Text">Words of it, with or without accents.</param>
/// <param name="Type">Only this type; empty for all.</param>
/// <param name="State">Only this state; empty for all.</param>
/// <param name="Lang">Only this language; empty for all.</param>
/// <param name="Picked">Ids that are ticked in the list.</param>
/// <param name="Channels">Channels that are ticked for all items.</param>
public sealed record ReleaseFind(string Text, string Type, string State, string Lang, IReadOnlyList<string> Picked, IReadOnlyList<string> Channels)
{
    /// <summary>What is shown at first: what is approved and goes out with nothing yet.</summary>
    public static readonly ReleaseFind Ready = new("", "", nameof(Newsroom.ItemState.Approved), "", [], []);

    /// <summary>Only this state; null for all.</summary>
    public ItemState? ItemState => Enum.TryParse<ItemState>(State, out var state) && Enum.IsDefined(state) ? state : null;

    /// <summary>As posted.</summary>
    public static ReleaseFind Read(IFormCollection form) => new(
        form["find.q"].ToString().Trim(), form["find.type"].ToString(), form["find.state"].ToString(), form["find.lang"].ToString(), [.. form["pick"].OfType<string>()], [.. form["all.channels"].OfType<string>()]);
}

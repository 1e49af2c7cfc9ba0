using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Previews.Alongside;

/// <summary>What every channel would make of a text that need not be saved.</summary>
/// <param name="Lang">Its language, BCP 47.</param>
/// <param name="Findings">What saving, handing in, approval and preflight would say of it.</param>
/// <param name="Newspaper">What a newspaper is sent, as it reads.</param>
/// <param name="Portal">What a portal is pushed, as it reads.</param>
/// <param name="Card">What readers of feeds see in a list.</param>
/// <param name="Script">What is read out.</param>
/// <param name="Posts">How long it is where posts have a limit.</param>
public sealed record AlongsideView(string Lang, IReadOnlyList<AlongsideFinding> Findings, ChannelText Newspaper, ChannelText Portal, ChannelText Card, ScriptText Script, IReadOnlyList<PostLength> Posts);

/// <summary>Something to look at.</summary>
/// <param name="At">Who would say it: <c>save</c>, <c>submit</c>, <c>approve</c> stop there; <c>release</c> warns.</param>
/// <param name="Field">The field, as in JSON; null for the whole.</param>
/// <param name="Code">Stable, as the one who would say it has it.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do; null where the message says it.</param>
public sealed record AlongsideFinding(string At, string? Field, string Code, LocalText Message, LocalText? Remedy);

/// <summary>A text as a channel shows it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Summary">Its summary; empty for none.</param>
/// <param name="By">Who publishes.</param>
/// <param name="Html">Safe HTML, pictures by the library's addresses; empty for none.</param>
/// <param name="Pictures">Pictures that stand beside the text.</param>
public sealed record ChannelText(string Title, string Summary, string By, string Html, IReadOnlyList<ChannelPicture> Pictures);

/// <summary>A picture beside a text.</summary>
/// <param name="Id">The file.</param>
/// <param name="Alt">What it shows.</param>
public sealed record ChannelPicture(string Id, string Alt);

/// <summary>A loudspeaker script.</summary>
/// <param name="Sheet">All of it, as an operator gets it.</param>
/// <param name="Syllables">How many syllables are read out; null where nobody can tell: not Vietnamese.</param>
/// <param name="Seconds">How long that takes.</param>
/// <param name="Slot">Seconds that an item may take; 0 for no comparison.</param>
/// <param name="Asked">Written words of which somebody must say how they are read.</param>
public sealed record ScriptText(string Sheet, int? Syllables, double? Seconds, int Slot, IReadOnlyList<string> Asked)
{
    /// <summary>Whether it takes longer than an item may.</summary>
    public bool IsTooLong => Slot > 0 && Seconds > Slot;
}

/// <summary>A part of a text against a limit.</summary>
/// <param name="Channel">For people.</param>
/// <param name="Part"><c>title</c>, <c>summary</c> or <c>authority</c>.</param>
/// <param name="Length">Characters.</param>
/// <param name="Most">Characters at most.</param>
/// <param name="Source">Where the limit is said.</param>
public sealed record PostLength(string Channel, string Part, int Length, int Most, string Source)
{
    /// <summary>Whether it does not fit.</summary>
    public bool IsTooLong => Length > Most;
}

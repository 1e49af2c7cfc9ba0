namespace Nq72.Cms.Media.Captions;

/// <summary>Captions as they are kept: nothing in them but times, places on the picture and text.</summary>
/// <param name="Cues">In the order of their beginnings.</param>
internal sealed record CaptionFile(IReadOnlyList<CaptionCue> Cues);

/// <summary>One caption.</summary>
/// <param name="Start">When it is shown.</param>
/// <param name="End">When it is hidden; after the start.</param>
/// <param name="Text">What it says.</param>
internal sealed record CaptionCue(TimeSpan Start, TimeSpan End, IReadOnlyList<CueNode> Text)
{
    /// <summary>Its name in the file, which links may use; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Where it stands, as WebVTT's settings (<c>line:0 align:start</c>); empty for the usual place.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Where it stands in the file that was read, from 1; 0 for one that was made.</summary>
    public int Line { get; init; }

    /// <summary>The text without marks; lines as LF.</summary>
    public string PlainText => CueText.Plain(Text);
}

/// <summary>A piece of a caption's text.</summary>
internal abstract record CueNode;

/// <summary>Letters, as they are read: nothing is escaped.</summary>
internal sealed record CueLetters(string Text) : CueNode;

/// <summary>A mark around others.</summary>
/// <param name="Tag">One of WebVTT's: <c>b</c>, <c>i</c>, <c>u</c>, <c>c</c>, <c>v</c>, <c>lang</c>, <c>ruby</c>, <c>rt</c>.</param>
/// <param name="Classes">Letters, digits, hyphens and underscores.</param>
/// <param name="Says">The speaker of <c>v</c>, the language of <c>lang</c>; else null.</param>
/// <param name="Inner">What it stands around.</param>
internal sealed record CueSpan(string Tag, IReadOnlyList<string> Classes, string? Says, IReadOnlyList<CueNode> Inner) : CueNode;

/// <summary>The instant at which what follows is said.</summary>
internal sealed record CueInstant(TimeSpan At) : CueNode;

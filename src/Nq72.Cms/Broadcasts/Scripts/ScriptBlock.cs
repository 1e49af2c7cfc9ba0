namespace Nq72.Cms.Broadcasts.Scripts;

/// <summary>A part of a programme.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written, with everything filled in; what is not known stays as <c>⟦station⟧</c>.</param>
/// <param name="Lang">BCP 47.</param>
public sealed record ScriptBlock(ScriptBlockKind Kind, string Text, string Lang)
{
    /// <summary>Who reads it; null for whoever read before.</summary>
    public string? Reader { get; init; }

    /// <summary>What it is of; null for fixed sentences.</summary>
    public Broadcast? Of { get; init; }

    /// <summary>The item's own text, without who publishes it and its title; null for fixed sentences.</summary>
    public string? Title { get; init; }
}

/// <summary>What a part of a programme is.</summary>
public enum ScriptBlockKind
{
    /// <summary>The signature tune: not read out.</summary>
    Tune,

    /// <summary>Whom it greets.</summary>
    Greeting,

    /// <summary>What comes.</summary>
    Introduction,

    /// <summary>A text that was sent.</summary>
    Item,

    /// <summary>A text that takes its turn.</summary>
    Slogan,

    /// <summary>What listeners are to do.</summary>
    ToDo,

    /// <summary>The closing.</summary>
    Closing,
}

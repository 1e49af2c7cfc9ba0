namespace Nq72.Cms.Translations;

/// <summary>One text and where it stands in every other language of the installation.</summary>
/// <param name="Id">The item that the others are made from.</param>
/// <param name="Title">Its title.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Lang">Its language.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Cells">What there is, by language; a language without an entry has nothing.</param>
public sealed record ParityRow(string Id, string Title, string Type, string Lang, int Version, ILookup<string, ParityCell> Cells)
{
    /// <summary>What is read of one language: its worst translation, or that there is none.</summary>
    public ParityState StateIn(string lang) => Cells[lang].Select(cell => cell.State).DefaultIfEmpty(ParityState.Missing).Max();
}

/// <summary>A translation.</summary>
/// <param name="Id">The item.</param>
/// <param name="Type">Its content type: a bulletin may stand for an article.</param>
/// <param name="State">Where it stands.</param>
/// <param name="MadeFrom">The source's version that it was made from.</param>
public sealed record ParityCell(string Id, string Type, ParityState State, int? MadeFrom);

/// <summary>Where a translation stands; what asks for more work counts more.</summary>
public enum ParityState
{
    /// <summary>Approved, and signed off where its language asks for it.</summary>
    Done,

    /// <summary>Handed in, waiting for an approver.</summary>
    Submitted,

    /// <summary>Written, and no native speaker stands for it.</summary>
    AwaitsNative,

    /// <summary>Being translated.</summary>
    Draft,

    /// <summary>Its source says something else now.</summary>
    Stale,

    /// <summary>There is none.</summary>
    Missing,
}

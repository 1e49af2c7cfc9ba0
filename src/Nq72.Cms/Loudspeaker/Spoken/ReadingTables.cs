namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What an installation knows of readings: data that a recipe fills and people edit.</summary>
public sealed record ReadingTables
{
    /// <summary>Abbreviations and other tokens, as written, letter for letter.</summary>
    public IReadOnlyList<WrittenReading> Abbreviations { get; init; } = [];

    /// <summary>Units, currencies and signs that follow a number.</summary>
    public IReadOnlyList<WrittenReading> Units { get; init; } = [];

    /// <summary>Readings that editors gave: they go before every rule, and of two for the same words the last one counts.</summary>
    public IReadOnlyList<WrittenReading> Kept { get; init; } = [];
}

/// <summary>How something written is read.</summary>
/// <param name="Written">As written; capitals count.</param>
/// <param name="Spoken">Readings; with more than one an editor is asked.</param>
public sealed record WrittenReading(string Written, IReadOnlyList<string> Spoken);

using System.Text.Json;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Loudspeaker;

/// <summary>The tables of readings as a recipe gave them.</summary>
public sealed record TabledReadings
{
    /// <summary>The key under which they are stored.</summary>
    public const string Key = "readings";

    /// <summary>Abbreviations and other tokens, letter for letter.</summary>
    public IReadOnlyList<TabledReading> Abbreviations { get; init; } = [];

    /// <summary>Units, currencies and signs that follow a number.</summary>
    public IReadOnlyList<TabledReading> Units { get; init; } = [];

    /// <summary>The tables as stored; empty where no recipe gave any.</summary>
    public static async Task<TabledReadings> ReadAsync(CmsDb db, CancellationToken cancellationToken) =>
        (await db.Settings.FindAsync([Key], cancellationToken))?.Read<TabledReadings>() ?? new TabledReadings();

    /// <summary>As they are stored.</summary>
    internal string ToDocument() => JsonSerializer.Serialize(this, Json.Options);
}

/// <summary>A row of a table of readings.</summary>
/// <param name="Written">As written; capitals count.</param>
/// <param name="Spoken">Readings; with more than one an editor is asked.</param>
/// <param name="Note">What it rests on, or a doubt; null when there is none.</param>
public sealed record TabledReading(string Written, IReadOnlyList<string> Spoken, string? Note = null)
{
    /// <summary>The row as the reading of texts sees it.</summary>
    internal WrittenReading Reading => new(Written, Spoken);
}

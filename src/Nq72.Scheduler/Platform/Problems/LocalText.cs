namespace Nq72.Scheduler.Platform.Problems;

/// <summary>A sentence for people, in Vietnamese (the language of the screens) and in English (on request).</summary>
public sealed record LocalText(string Vi, string En)
{
    /// <summary>The sentence in the asked language: English for <c>en</c> and its variants, Vietnamese for all else.</summary>
    public string In(string? language) =>
        language is not null && language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Vi;
}

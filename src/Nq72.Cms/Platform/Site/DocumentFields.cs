namespace Nq72.Cms.Platform.Site;

/// <summary>Which fields of an official document (<see cref="PageSections.Documents"/>) say how it is named aloud. A recipe's settings may say otherwise.</summary>
public sealed record DocumentFields
{
    /// <summary>Number and letters, "72-NQ/TW".</summary>
    public string Number { get; init; } = "number";

    /// <summary>Who issued it.</summary>
    public string Issuer { get; init; } = "issuer";

    /// <summary>"Nghị quyết số bảy mươi hai của Bộ Chính trị".</summary>
    public string SpokenName { get; init; } = "spokenName";
}

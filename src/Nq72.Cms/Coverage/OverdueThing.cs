namespace Nq72.Cms.Coverage;

/// <summary>Something that is late, or soon will be, and that a person can do something about.</summary>
/// <param name="Kind">Why it is.</param>
/// <param name="Id">The release or item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lang">Its language; null for a release.</param>
/// <param name="At">The instant that passed or comes: of the release, of the handing in, of the source's appearance.</param>
/// <param name="Within">The release or peak that it is wanted for; null for none.</param>
/// <param name="Person">Who wrote it, where it is the author's turn; null where it is somebody's office.</param>
/// <param name="IsSubmitted">Whether it is an approver's turn.</param>
public sealed record OverdueThing(OverdueKind Kind, string Id, string Title, string? Lang, DateTimeOffset At, string? Within, string? Person, bool IsSubmitted)
{
    /// <summary>Where something can be done about it.</summary>
    public string Href => Kind == OverdueKind.NotArmed ? $"/admin/releases/{Id}" : IsSubmitted ? $"/admin/items/{Id}/review" : $"/admin/items/{Id}";
}

/// <summary>Why something is overdue, the most pressing first.</summary>
public enum OverdueKind
{
    /// <summary>A release whose instant has passed while it was a draft.</summary>
    NotArmed,

    /// <summary>An item of a draft release whose instant is near, without an approved version that could go.</summary>
    NotApproved,

    /// <summary>A translation behind its source, which appears in a peak.</summary>
    TranslationBehind,

    /// <summary>Handed in, and waiting for an approver for long.</summary>
    Waiting,
}

/// <summary>What is overdue.</summary>
/// <param name="Things">By kind and instant.</param>
/// <param name="IsCut">Whether there is more of a kind than is shown.</param>
/// <param name="Rules">The days that it goes by.</param>
public sealed record Overdue(IReadOnlyList<OverdueThing> Things, bool IsCut, Nq72.Cms.Platform.Site.CoverageRules Rules);

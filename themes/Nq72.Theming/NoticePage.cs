namespace Nq72.Theming;

/// <summary>A page in place of another one: not there, taken back, or failed.</summary>
public sealed record NoticePage : ThemePage
{
    /// <summary>HTTP status of the answer: 404, 410 or 500 (others are shown like 500).</summary>
    public required int Status { get; init; }

    /// <summary>What happened, in a line; for 410 it must not repeat what was taken back.</summary>
    public required string Title { get; init; }

    /// <summary>What that means for the reader and what can be done.</summary>
    public required string Message { get; init; }

    /// <summary>Public reason of the retraction (thu hồi); null: not retracted.</summary>
    public string? RetractionReason { get; init; }

    /// <summary>When it was taken back; null: not retracted.</summary>
    public Moment? RetractedAt { get; init; }

    /// <summary>Who took it back; null: not retracted.</summary>
    public string? RetractedBy { get; init; }

    /// <summary>What a reader may quote when reporting a failure; null: nothing to quote.</summary>
    public string? Reference { get; init; }
}

namespace Nq72.Theming;

/// <summary>A page that is not public: somebody was given a link to see it, or looks as of another instant.</summary>
public sealed record PreviewNotice
{
    /// <summary>The instant as of which the page is shown; null: a version, whenever it is to be public.</summary>
    public Moment? AsOf { get; init; }

    /// <summary>Whether that instant is still ahead.</summary>
    public bool IsAhead { get; init; }

    /// <summary>Number of the version that is shown; null: what is visible at <see cref="AsOf"/>.</summary>
    public int? Version { get; init; }

    /// <summary>From when the link shows nothing any more; null where there is no link: somebody of the desk looks as of an instant.</summary>
    public Moment? ExpiresAt { get; init; }

    /// <summary>The same page as everyone sees it now; null for links.</summary>
    public string? LeaveUrl { get; init; }
}

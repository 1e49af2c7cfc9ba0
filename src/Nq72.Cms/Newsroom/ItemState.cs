namespace Nq72.Cms.Newsroom;

/// <summary>Where an item is, as the desk shows it and filters by. It is derived from the newest version's review and the timeline, never stored.</summary>
public enum ItemState
{
    /// <summary>The newest version is being written.</summary>
    Draft,

    /// <summary>The newest version waits for an approver.</summary>
    Submitted,

    /// <summary>The newest version was sent back, or its approval revoked.</summary>
    Returned,

    /// <summary>The newest version is approved and not on the timeline.</summary>
    Approved,

    /// <summary>The item is approved and will be visible.</summary>
    Scheduled,

    /// <summary>The item is visible and its newest version is approved.</summary>
    Published,

    /// <summary>The item was visible and ended.</summary>
    Expired,

    /// <summary>The item was taken back.</summary>
    Retracted,

    /// <summary>In the trash.</summary>
    Trashed,
}

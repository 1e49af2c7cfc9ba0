namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>A text for which there is no place.</summary>
/// <param name="Wish">What was asked for.</param>
/// <param name="Reason">Why.</param>
internal sealed record Unplaced(Wish Wish, UnplacedReason Reason);

/// <summary>Why a text has no place.</summary>
public enum UnplacedReason
{
    /// <summary>The commune has no slot in its time.</summary>
    NoSlot,

    /// <summary>It is longer than any slot in its time: it must be shortened.</summary>
    TooLong,

    /// <summary>It would fit, but others took the room.</summary>
    NoRoom,
}

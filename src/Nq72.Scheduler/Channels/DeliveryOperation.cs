namespace Nq72.Scheduler.Channels;

/// <summary>What a delivery asks of its receiver; the value of the header <c>Nq72-Operation</c> in lower case.</summary>
public enum DeliveryOperation
{
    /// <summary>Show this from the due instant on.</summary>
    Publish,

    /// <summary>Replace what you got; a public note says why.</summary>
    Correct,

    /// <summary>Take it back; the reason is public.</summary>
    Retract,
}

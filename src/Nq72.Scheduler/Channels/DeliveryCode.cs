namespace Nq72.Scheduler.Channels;

/// <summary>Why a delivery is where it is: the closed list that stands in the ledger, the API and the metrics.</summary>
public enum DeliveryCode
{
    /// <summary>The receiver's name does not resolve.</summary>
    DnsLookupFailed,

    /// <summary>The name resolves to an address that this installation does not send to.</summary>
    PrivateAddress,

    /// <summary>This is a rehearsal's copy: nothing is sent outside.</summary>
    Rehearsal,

    /// <summary>No connection: refused, unreachable, or not made in time.</summary>
    ConnectionFailed,

    /// <summary>The TLS handshake failed.</summary>
    TlsFailed,

    /// <summary>The receiver's certificate is not trusted: expired, for another name, or signed by nobody we know.</summary>
    BadCertificate,

    /// <summary>The connection broke before an answer came; the receiver may have got it.</summary>
    ConnectionLost,

    /// <summary>No answer in time; the receiver may have got it.</summary>
    Timeout,

    /// <summary>The answer is not HTTP.</summary>
    InvalidAnswer,

    /// <summary>3xx: redirects are not followed.</summary>
    Redirect,

    /// <summary>410: the receiver wants no more; the destination is stopped.</summary>
    Gone,

    /// <summary>429 or 503: later, please.</summary>
    Throttled,

    /// <summary>413: the receiver finds it too large.</summary>
    TooLarge,

    /// <summary>Another 4xx.</summary>
    ClientError,

    /// <summary>Another 5xx.</summary>
    ServerError,

    /// <summary>The destination has no address or no secret.</summary>
    NotConfigured,

    /// <summary>The file could not be written.</summary>
    FileNotWritten,

    /// <summary>A file of that name with other content is there.</summary>
    FileConflict,

    /// <summary>The node that was sending went away; the receiver may have got it.</summary>
    LeaseExpired,

    /// <summary>A later operation on the same item went to the same destination.</summary>
    Overtaken,

    /// <summary>It could not be delivered before its window ended.</summary>
    WindowEnded,

    /// <summary>Nobody was there to send it: its window ended before the first attempt.</summary>
    Missed,

    /// <summary>A blackout covers its instant; a person decides about the item.</summary>
    Blackout,

    /// <summary>Its item was taken out of the release, which says why; a person decides about the item.</summary>
    ItemHeld,

    /// <summary>Its release is too large to be written in one go and is not whole yet: nothing of it goes before all of it stands.</summary>
    Arming,

    /// <summary>The destination is stopped.</summary>
    DestinationStopped,

    /// <summary>The destination was taken out of its channel.</summary>
    DestinationGone,

    /// <summary>A person cancelled it, or the release that it belongs to was withdrawn.</summary>
    Cancelled,

    /// <summary>A person cancelled it while it was on its way, and the receiver has it.</summary>
    CancelledTooLate,

    /// <summary>A person asked for another attempt.</summary>
    RetryAsked,

    /// <summary>This node was shut down before it was sent.</summary>
    ShutDown,

    /// <summary>The receiver confirmed it afterwards.</summary>
    Confirmed,

    /// <summary>The installation was restored from a backup after its instant: it may have gone out; a person decides.</summary>
    Restored,

    /// <summary>A fault of this program; the log has more.</summary>
    Fault,
}

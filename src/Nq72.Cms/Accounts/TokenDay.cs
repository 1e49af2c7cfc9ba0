using System.Runtime.InteropServices;

namespace Nq72.Cms.Accounts;

/// <summary>What this node counted of one token on one day and has not written yet, and how many requests all nodes had written. Thread-safe.</summary>
internal sealed class TokenDay
{
    private readonly Lock gate = new();
    private TokenCounts waiting;
    private TokenCounts underWay;
    private long written;

    /// <summary>Whether it is known what all nodes have written.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Requests so far, as far as this node knows.</summary>
    public long Requests
    {
        get
        {
            lock (gate)
                return written + underWay.Requests + waiting.Requests;
        }
    }

    /// <summary>Counts a request; false, and counts it as refused, when the day's share is used up.</summary>
    public bool TryTake(int? perDay)
    {
        lock (gate)
        {
            var isRefused = perDay is { } limit && written + underWay.Requests + waiting.Requests >= limit;
            waiting += isRefused ? new(Refused: 1) : new(Requests: 1);
            return !isRefused;
        }
    }

    /// <summary>Adds to what was counted; less than nothing takes away.</summary>
    public void Add(TokenCounts counts)
    {
        lock (gate)
            waiting += counts;
    }

    /// <summary>What is to be written now. <see cref="Settle"/> or <see cref="TakeBack"/> must follow.</summary>
    public TokenCounts Begin()
    {
        lock (gate)
        {
            (underWay, waiting) = (waiting, default);
            return underWay;
        }
    }

    /// <summary>It was written; so many requests stand there now, those of other nodes included.</summary>
    public void Settle(long total)
    {
        lock (gate)
            (underWay, written, IsKnown) = (default, total, true);
    }

    /// <summary>It could not be written and waits for the next time.</summary>
    public void TakeBack()
    {
        lock (gate)
            (waiting, underWay) = (waiting + underWay, default);
    }

    /// <summary>So many requests were found written; nothing when that was known, and so is older news.</summary>
    public void Learn(long total)
    {
        lock (gate)
        {
            if (!IsKnown)
                (written, IsKnown) = (total, true);
        }
    }
}

/// <summary>Counts of one token and day.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenCounts(long Requests = 0, long NotModified = 0, long Bytes = 0, long Refused = 0)
{
    public static TokenCounts operator +(TokenCounts left, TokenCounts right) =>
        new(left.Requests + right.Requests, left.NotModified + right.NotModified, left.Bytes + right.Bytes, left.Refused + right.Refused);
}

using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// Whether every version is in the search index, so that it can be relied on. Once it is, it is asked again only after something was recorded:
/// an older program beside this one may have written a version without. Thread-safe.
/// </summary>
public sealed class SearchReadiness(ContentEpoch epoch)
{
    private const string AnyMissing = "SELECT 1 FROM content_version WHERE search_form = 0 LIMIT 1";

    // the epoch under which nothing was missing
    private long complete = -1;

    /// <summary>Whether nothing is missing.</summary>
    public async ValueTask<bool> IsCompleteAsync(PlainReads reads, CancellationToken cancellationToken)
    {
        // read before the database is
        var known = epoch.Current;
        if (Volatile.Read(ref complete) == known)
            return true;
        if ((await reads.ListAsync(AnyMissing, [], row => row.GetInt32(0), cancellationToken)).Count > 0)
            return false;
        Volatile.Write(ref complete, known);
        return true;
    }
}

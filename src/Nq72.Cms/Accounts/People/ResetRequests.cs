using System.Threading.Channels;

namespace Nq72.Cms.Accounts.People;

/// <summary>
/// Who asked for a new password, until the mail is on its way. The page answers before anybody looks whether there is such an account: neither its words nor its
/// time tell. Kept in memory: what a node that dies forgets is asked for again. Thread-safe.
/// </summary>
public sealed class ResetRequests
{
    private const int MostWaiting = 100;

    private readonly Channel<(string Name, string? Address)> waiting = Channel.CreateBounded<(string, string?)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes a request; when a hundred wait, further ones are dropped.</summary>
    /// <param name="name">User name or mail address, as typed.</param>
    /// <param name="address">From where.</param>
    public void Add(string name, string? address) => waiting.Writer.TryWrite((name, address));

    internal IAsyncEnumerable<(string Name, string? Address)> ReadAllAsync(CancellationToken cancellationToken) => waiting.Reader.ReadAllAsync(cancellationToken);
}

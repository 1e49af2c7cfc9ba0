using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// Ready answers by normalised query, each valid to the next boundary of the timeline or the next recorded change, whichever comes first.
/// Memory is bounded; many who ask the same at once cause one query. Thread-safe.
/// </summary>
public sealed class AnswerCache(ContentEpoch epoch, TimeProvider clock, IServiceScopeFactory scopes) : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;

    // who makes an answer holds a connection, and may need another one for what everybody shares: without a bound, many different questions at a
    // boundary would take every connection and wait for one another
    private static readonly int MostAtOnce = Math.Clamp(4 * Environment.ProcessorCount, 8, 32);
    private readonly SemaphoreSlim makers = new(MostAtOnce);
    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = MaxBytes });
    private readonly ConcurrentDictionary<string, Lazy<Task<ReadyAnswer>>> making = new(StringComparer.Ordinal);

    /// <summary>The answer to a query now: from memory when it stands, otherwise made by <paramref name="make"/> for this instant.</summary>
    public async Task<ReadyAnswer> GetAsync(string key, Func<IServiceProvider, DateTimeOffset, Task<ReadyAnswer>> make)
    {
        var known = epoch.Current;
        if (Find(key, known) is { } ready)
            return ready;
        var made = await ShareAsync(key, known, make);
        // a boundary may have passed while it was being made
        return made.StandsAt(clock.Now(), made.Epoch) ? made : await ShareAsync(key, known, make);
    }

    public void Dispose()
    {
        answers.Dispose();
        makers.Dispose();
    }

    private ReadyAnswer? Find(string key, long known) => answers.TryGetValue(key, out ReadyAnswer? ready) && ready!.StandsAt(clock.Now(), known) ? ready : null;

    private async Task<ReadyAnswer> ShareAsync(string key, long known, Func<IServiceProvider, DateTimeOffset, Task<ReadyAnswer>> make)
    {
        // only those who know the same changes share one query: a reader who comes after a change never gets an answer begun before it
        var flight = $"{known}\n{key}";
        var mine = making.GetOrAdd(flight, _ => new Lazy<Task<ReadyAnswer>>(() => MakeAsync(key, known, make)));
        try
        {
            return await mine.Value;
        }
        finally
        {
            making.TryRemove(KeyValuePair.Create(flight, mine));
        }
    }

    private async Task<ReadyAnswer> MakeAsync(string key, long known, Func<IServiceProvider, DateTimeOffset, Task<ReadyAnswer>> make)
    {
        await makers.WaitAsync();
        try
        {
            // somebody may have made it since the caller looked
            return Find(key, known) ?? await MakeNowAsync(key, known, make);
        }
        finally
        {
            makers.Release();
        }
    }

    private async Task<ReadyAnswer> MakeNowAsync(string key, long known, Func<IServiceProvider, DateTimeOffset, Task<ReadyAnswer>> make)
    {
        await using var scope = scopes.CreateAsyncScope();
        var made = await make(scope.ServiceProvider, clock.Now());
        made.Epoch = known;
        // one begun before a change never takes the place of one begun after it
        if (known == epoch.Current)
            answers.Set(key, made, new MemoryCacheEntryOptions { Size = made.Size + (2L * key.Length) });
        return made;
    }
}

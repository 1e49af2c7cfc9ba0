using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Uploads;

/// <summary>A reader who asks for the list again and again while something else goes on.</summary>
internal sealed class AskingReader : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stop = new();
    private readonly List<(HttpStatusCode Status, TimeSpan Took)> answers = [];
    private readonly Task asking;

    public AskingReader(CmsClient reader) => asking = Task.Run(() => AskAsync(reader));

    /// <summary>Ends it. Every answer was 200; returns how many there were, and how long the slowest took.</summary>
    public async Task<(int Count, TimeSpan Slowest)> EndAsync()
    {
        await stop.CancelAsync();
        await asking;
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        return (answers.Count, answers.Max(answer => answer.Took));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AskAsync(CmsClient reader)
    {
        using var timer = new PeriodicTimer(AskEvery, TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            var asked = TimeProvider.System.GetTimestamp();
            var answer = await reader.GetAsync("/api/v1/items?limit=5", CancellationToken.None);
            answers.Add((answer.Status, TimeProvider.System.GetElapsedTime(asked)));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}

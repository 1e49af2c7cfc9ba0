using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests;

/// <summary>Asks for one address without a pause around an instant, and notes when each question began, when its answer was there, and what it was.</summary>
internal sealed class Watch
{
    // a node learns the database's time by an answer that was on the way: it is never ahead, and behind by that much
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(50);

    private readonly List<(DateTimeOffset Asked, DateTimeOffset Answered, CmsAnswer Answer)> answers = [];

    public static async Task<Watch> AroundAsync(CmsClient reader, string path, DateTimeOffset instant, TimeSpan margin, CancellationToken cancellationToken)
    {
        var watch = new Watch();
        var clock = TimeProvider.System;
        // the first question of its kind compiles things; it counts only if it was answered in time
        var first = clock.GetUtcNow();
        var answered = await reader.GetAsync(path, cancellationToken);
        watch.answers.Add((first, clock.GetUtcNow(), answered));
        await Task.Delay(Max(TimeSpan.Zero, instant - margin - clock.GetUtcNow()), clock, cancellationToken);
        // on a busy machine one answer may take longer than the margin: some must have been asked for after the instant
        while (clock.GetUtcNow() < instant + margin || watch.answers.Count(answer => answer.Asked >= instant + OnTheWay) < 3)
        {
            var asked = clock.GetUtcNow();
            var answer = await reader.GetAsync(path, cancellationToken);
            watch.answers.Add((asked, clock.GetUtcNow(), answer));
        }

        return watch;
    }

    /// <summary>Whether <paramref name="shows"/> held for no answer that was complete before the instant, and for every one asked 50 ms after it or later.</summary>
    public void Changes(DateTimeOffset instant, Func<CmsAnswer, bool> shows)
    {
        Assert.True(answers.Exists(answer => answer.Answered < instant), "Nothing was answered before the instant.");
        Assert.True(answers.Exists(answer => answer.Asked >= instant + OnTheWay), "Nothing was asked after the instant.");
        foreach (var (asked, answered, answer) in answers)
        {
            if (answered < instant)
                Assert.False(shows(answer), $"{answer.Request}: {instant - answered} too early");
            else if (asked >= instant + OnTheWay)
                Assert.True(shows(answer), $"{answer.Request}: {asked - instant} too late");
        }
    }

    /// <summary>No answer may be kept by a cache beyond the instant.</summary>
    public void IsNeverKeptBeyond(DateTimeOffset instant)
    {
        foreach (var (asked, answered, answer) in answers.Where(answer => answer.Answered < instant))
        {
            // a cache counts max-age from when the answer was made, which is no earlier than it was asked for
            Assert.True(asked + (answer.Headers.CacheControl?.MaxAge ?? TimeSpan.Zero) <= instant, $"{answer.Request}: max-age passes the boundary, answered {instant - answered} before it");
        }
    }

    public static bool Is200(CmsAnswer answer) => answer.Status == HttpStatusCode.OK;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}

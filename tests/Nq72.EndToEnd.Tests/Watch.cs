using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests;

/// <summary>Asks for one address without a pause around an instant, and notes when each question began, when its answer was there, and what it was.</summary>
internal sealed class Watch
{
    private readonly List<(DateTimeOffset Asked, DateTimeOffset Answered, CmsAnswer Answer)> answers = [];

    public static async Task<Watch> AroundAsync(CmsClient reader, string path, DateTimeOffset instant, TimeSpan margin, CancellationToken cancellationToken)
    {
        var watch = new Watch();
        var clock = TimeProvider.System;
        await Task.Delay(Max(TimeSpan.Zero, instant - margin - clock.GetUtcNow()), clock, cancellationToken);
        while (clock.GetUtcNow() < instant + margin)
        {
            var asked = clock.GetUtcNow();
            var answer = await reader.GetAsync(path, cancellationToken);
            watch.answers.Add((asked, clock.GetUtcNow(), answer));
        }

        return watch;
    }

    /// <summary>Whether <paramref name="shows"/> held for no answer that was complete before the instant, and for every one asked after it.</summary>
    public void Changes(DateTimeOffset instant, Func<CmsAnswer, bool> shows)
    {
        Assert.Contains(answers, answer => answer.Answered < instant);
        Assert.Contains(answers, answer => answer.Asked >= instant);
        Assert.All(answers.Where(answer => answer.Answered < instant), answer => Assert.False(shows(answer.Answer), $"{instant - answer.Answered} too early"));
        Assert.All(answers.Where(answer => answer.Asked >= instant), answer => Assert.True(shows(answer.Answer), $"{answer.Asked - instant} too late: {answer.Answer.Text}"));
    }

    /// <summary>No answer may be kept by a cache beyond the instant.</summary>
    public void IsNeverKeptBeyond(DateTimeOffset instant) => Assert.All(
        answers.Where(answer => answer.Answered < instant),
        answer => Assert.True(answer.Answered + (answer.Answer.Headers.CacheControl?.MaxAge ?? TimeSpan.Zero) <= instant + TimeSpan.FromMilliseconds(5), "max-age passes the boundary"));

    public static bool Is200(CmsAnswer answer) => answer.Status == HttpStatusCode.OK;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}

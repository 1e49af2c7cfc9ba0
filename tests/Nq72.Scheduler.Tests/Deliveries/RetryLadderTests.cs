using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Tests.Support;

namespace Nq72.Scheduler.Tests.Deliveries;

public sealed class RetryLadderTests
{
    [Fact]
    public void Step_climbs_and_then_stays()
    {
        int[] seconds = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 14_400, 14_400];

        Assert.Equal(seconds, Enumerable.Range(1, 10).Select(attempts => (int)RetryLadder.Step(attempts).TotalSeconds));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 5)]
    [InlineData(1, 6)]
    public void Next_spreads_by_a_fifth(double random, int seconds) =>
        Assert.Equal(A.Seven.AddSeconds(seconds), RetryLadder.Next(1, null, A.Seven, A.Seven.AddDays(1), random));

    [Fact]
    public void Next_honours_a_longer_RetryAfter_only()
    {
        Assert.Equal(A.Seven.AddSeconds(90), RetryLadder.Next(1, TimeSpan.FromSeconds(90), A.Seven, A.Seven.AddDays(1), 0.5));
        Assert.Equal(A.Seven.AddSeconds(30), RetryLadder.Next(2, TimeSpan.FromSeconds(1), A.Seven, A.Seven.AddDays(1), 0.5));
    }

    [Fact]
    public void Next_tries_once_more_just_before_the_window_ends()
    {
        var end = A.Seven.AddSeconds(3);

        Assert.Equal(end.AddSeconds(-1), RetryLadder.Next(1, null, A.Seven, end, 0.5));
        Assert.Null(RetryLadder.Next(2, null, end.AddSeconds(-1), end, 0.5));
    }
}

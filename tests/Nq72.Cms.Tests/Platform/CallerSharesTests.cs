using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Tests.Platform;

public sealed class CallerSharesTests
{
    private readonly SteppedClock clock = new(new DateTimeOffset(2027, 4, 7, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_quarter_is_there_at_once_and_the_rest_comes_back_evenly()
    {
        var shares = new CallerShares(clock);

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], Enumerable.Range(0, 10).Select(_ => shares.Take("a", 40).Left));
        var refused = shares.Take("a", 40);
        Assert.Equal((false, 0, 1.5, 15.0), (refused.Granted, refused.Left, refused.Next.TotalSeconds, refused.Full.TotalSeconds));

        // one every 1.5 s, and asking in vain costs nothing
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((false, 0.5), (shares.Take("a", 40).Granted, Math.Round(shares.Take("a", 40).Next.TotalSeconds, 6)));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(shares.Take("a", 40).Granted);
        Assert.False(shares.Take("a", 40).Granted);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(9, shares.Take("a", 40).Left);
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(600), InlineData(6000)]
    public void Over_many_minutes_exactly_the_measure_is_granted(int perMinute)
    {
        var shares = new CallerShares(clock);
        var granted = 0;

        for (var tick = 0; tick < 10 * 60 * 20; tick++)
        {
            while (shares.Take("a", perMinute).Granted)
                granted++;
            clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.InRange(granted, 10 * perMinute, (10 * perMinute) + Math.Max(1, perMinute / 4));
    }

    [Fact]
    public void Callers_and_measures_are_apart_and_those_that_have_all_of_theirs_are_forgotten()
    {
        var shares = new CallerShares(clock);
        Assert.True(shares.Take("a", 4).Granted);
        Assert.False(shares.Take("a", 4).Granted);
        Assert.True(shares.Take("b", 4).Granted);
        Assert.True(shares.Take("a", 8).Granted);
        for (var caller = 0; caller < 10_000; caller++)
            shares.Take($"passer-by {caller}", 60);

        clock.Advance(TimeSpan.FromMinutes(1));
        for (var asked = 0; asked < 5000; asked++)
            shares.Take("a", 1);

        Assert.InRange(shares.Remembered, 1, 10);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_the_share()
    {
        var shares = new CallerShares(clock);

        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => shares.Take("a", 400).Granted))));

        Assert.Equal(100, granted.Sum());
    }
}

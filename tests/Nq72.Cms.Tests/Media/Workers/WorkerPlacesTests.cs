using Nq72.Cms.Media.Workers;

namespace Nq72.Cms.Tests.Media.Workers;

public sealed class WorkerPlacesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_gives_as_many_places_as_there_are_and_then_a_turn()
    {
        var places = new WorkerPlaces(2, 10);
        var first = await places.EnterAsync(isQuick: false, Stop);
        using var second = await places.EnterAsync(isQuick: false, Stop);
        var third = places.EnterAsync(isQuick: false, Stop);

        Assert.False(third.IsCompleted);
        first!.Dispose();
        // given back once, whatever is done twice
        first.Dispose();
        using var turn = await third;

        Assert.NotNull(turn);
        Assert.False(places.EnterAsync(isQuick: false, Stop).IsCompleted);
    }

    [Fact]
    public async Task Enter_lets_quick_work_go_first_and_keeps_the_order_of_each()
    {
        var places = new WorkerPlaces(1, 10);
        var order = new List<string>();
        var place = await places.EnterAsync(isQuick: false, Stop);
        Task[] waiting = [Wait("slow 1", false), Wait("slow 2", false), Wait("quick 1", true), Wait("quick 2", true)];

        Assert.Equal(4, places.Waiting);
        place!.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["quick 1", "quick 2", "slow 1", "slow 2"], order);

        async Task Wait(string name, bool isQuick)
        {
            using var turn = await places.EnterAsync(isQuick, Stop);
            order.Add(name);
        }
    }

    [Fact]
    public async Task Enter_of_a_full_line_is_refused()
    {
        var places = new WorkerPlaces(1, 1);
        using var place = await places.EnterAsync(isQuick: false, Stop);
        var waiting = places.EnterAsync(isQuick: false, Stop);

        Assert.Null(await places.EnterAsync(isQuick: true, Stop));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Enter_that_is_called_off_leaves_the_line()
    {
        var places = new WorkerPlaces(1, 1);
        var place = await places.EnterAsync(isQuick: false, Stop);
        using var off = new CancellationTokenSource();
        var leaving = places.EnterAsync(isQuick: false, off.Token);

        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        var next = places.EnterAsync(isQuick: false, Stop);
        place!.Dispose();

        Assert.NotNull(await next);
        Assert.Equal(0, places.Waiting);
    }
}

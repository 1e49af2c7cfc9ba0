using System;
using System.Threading;
using System.Threading.Tasks;

namespace Planted.WiredButOpen.Nq72.Cms.Media
{
    public sealed class BreaksByBeingPublicMapping;

    internal class BreaksByBeingOpenJob;

    public static class BreaksByBeingPublicEndpoints;

    internal sealed class KeepsSealedMapping;

    internal static class KeepsStaticEndpoints;
}

namespace Planted.WiredButOpen.Nq72.Scheduler
{
    public static class KeepsAtTheRootEndpoints;
}

namespace Planted.EmptyNames.Nq72.Cms.Media
{
    internal sealed class BreaksManager;

    internal sealed class BreaksHelper;

    internal sealed class KeepsDatabase;
}

namespace Planted.InterfacesElsewhere.Nq72.Cms.Media
{
    internal sealed class BreaksInside
    {
        internal interface IOnlyOne;
    }
}

namespace Planted.WithoutCancellation.Nq72.Cms.Media
{
    internal sealed class BreaksWithATask
    {
        public Task SaveAsync(int id) => Task.CompletedTask;
    }

    internal sealed class BreaksWithTheTokenInTheMiddle
    {
        internal async ValueTask<int> CountAsync(CancellationToken cancellationToken, int id)
        {
            await Task.Yield();
            return id;
        }
    }

    internal sealed class BreaksWithAStream
    {
        public System.Collections.Generic.IAsyncEnumerable<int> All() => throw new NotSupportedException();
    }

    internal sealed class KeepsWithTheTokenLast : IAsyncDisposable, Microsoft.AspNetCore.Http.IResult
    {
        public Task SaveAsync(int id, CancellationToken cancellationToken) => HiddenAsync();

        public Task ExecuteAsync(Microsoft.AspNetCore.Http.HttpContext httpContext) => HiddenAsync();

        public ValueTask DisposeAsync() => default;

        private static Task HiddenAsync() => Task.CompletedTask;
    }

    internal sealed class BreaksWithAnotherFunction
    {
        public Task EachAsync(Func<int, string> name) => Task.CompletedTask;
    }

    internal sealed class KeepsAsCombinator
    {
        public Task<int> ThenAsync(string key, Func<string, Task<int>> next) => next(key);

        public Task<int> AndAsync(int id, CancellationToken cancellationToken, string note = "") => Task.FromResult(id);
    }

    internal sealed class KeepsAsMiddleware
    {
        public Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context) => Task.CompletedTask;
    }
}

namespace Planted.WithoutClock.Nq72.Cms.Media
{
    internal sealed class BreaksByWaiting
    {
        public static async Task WaitAsync(CancellationToken cancellationToken) => await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
    }

    internal sealed class BreaksByAsking
    {
        public static Func<DateTime> Now => () => DateTime.UtcNow;
    }

    internal sealed class BreaksByBlocking
    {
        public static void Wait() => Thread.Sleep(1);
    }

    internal sealed class BreaksByTicking
    {
        public static PeriodicTimer Tick() => new(TimeSpan.FromSeconds(1));
    }

    internal sealed class KeepsToTheClock
    {
        public static Task WaitAsync(TimeProvider clock, CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);

        public static PeriodicTimer Tick(TimeProvider clock) => new(TimeSpan.FromSeconds(1), clock);
    }
}

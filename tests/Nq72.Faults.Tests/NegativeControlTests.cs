using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests;

/// <summary>The checker itself: it must find engines that lose, double or change things, and nothing in the real one.</summary>
public sealed class NegativeControlTests
{
    [Theory, OnEveryDatabase]
    public async Task The_engine_as_it_is_keeps_every_promise(DatabaseProvider provider) =>
        Assert.Empty(await CrashLoop.ViolationsAsync(provider, transport => transport));

    [Theory, OnEveryDatabase]
    public async Task Marking_before_sending_is_found_to_lose(DatabaseProvider provider) =>
        Assert.Contains(await ViolationsOf(provider, transport => new MarkFirst(transport)), violation => violation.Contains("is lost", StringComparison.Ordinal));

    [Theory, OnEveryDatabase]
    public async Task A_new_key_for_each_attempt_is_found_to_double(DatabaseProvider provider) =>
        Assert.Contains(await ViolationsOf(provider, transport => new NewKeyEachTime(transport)), violation => violation.Contains("is doubled", StringComparison.Ordinal));

    [Theory, OnEveryDatabase]
    public async Task New_bytes_for_each_attempt_are_found(DatabaseProvider provider) =>
        Assert.Contains(await ViolationsOf(provider, transport => new NewBytesEachTime(transport)), violation => violation.Contains("different bytes", StringComparison.Ordinal));

    private static Task<IReadOnlyList<string>> ViolationsOf(DatabaseProvider provider, Func<ITransport, ITransport> vary) => CrashLoop.ViolationsAsync(provider, vary);
}

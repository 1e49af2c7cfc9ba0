using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Tests.Support;

namespace Nq72.Scheduler.Tests.Deliveries;

public sealed class DeliveryKeysTests
{
    [Fact]
    public void Of_the_same_is_the_same_and_version_5()
    {
        var key = Key();

        Assert.Equal(key, Key());
        Assert.Equal(5, key.Version);
    }

    [Fact]
    public void Of_anything_else_is_another() =>
        Assert.Equal(8, new[]
        {
            Key(), Key(channel: "b"), Key(destination: "b"), Key(item: "b"), Key(version: 2), Key(operation: DeliveryOperation.Retract), Key(minutes: 1), Key(generation: 2),
        }.Distinct().Count());

    private static Guid Key(
        string channel = "a", string destination = "a", string item = "a", int version = 1, DeliveryOperation operation = DeliveryOperation.Publish, int minutes = 0, int generation = 1) =>
        DeliveryKeys.Of(channel, destination, item, version, operation, A.Seven.AddMinutes(minutes), generation);
}

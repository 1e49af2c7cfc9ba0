using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Tests.Support;

/// <summary>Persons, who can do everything but approve their own text.</summary>
internal static class People
{
    public static readonly Actor Lan = Person("lan", "Hoàng Thị Lan");
    public static readonly Actor Minh = Person("minh", "Vi Văn Minh");

    private static Actor Person(string id, string name) => new(ActorKind.User, id, name, Scopes.All);
}

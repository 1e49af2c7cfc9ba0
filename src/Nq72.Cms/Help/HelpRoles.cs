using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Help;

/// <summary>The kinds of users that help speaks to, and which of them a person is by what they may do.</summary>
internal static class HelpRoles
{
    /// <summary>All of them; the texts are <c>help.role.{name}</c>.</summary>
    public static readonly IReadOnlyList<string> All = ["writer", "approver", "reviewer", "planner", "operator", "reporter", "admin"];

    /// <summary>The one to begin with.</summary>
    public static string Of(Actor actor) =>
        actor.May(Scopes.Admin) ? "admin"
        : actor.May(Scopes.Approve) ? actor.May(Scopes.Publish) ? "approver" : "reviewer"
        : actor.May(Scopes.Publish) ? "planner"
        : actor.May(Scopes.Write) ? "writer"
        : actor.May(Scopes.Operate) ? "operator"
        : "reporter";
}

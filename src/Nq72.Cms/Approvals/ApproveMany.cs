using System.Globalization;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Approvals;

/// <summary>Approves several versions, each by itself.</summary>
public sealed class ApproveMany(ApproveItem approve)
{
    /// <summary>Versions in one go, at most: a page of the queue.</summary>
    public const int Most = ApprovalQueries.PageSize;

    /// <summary>Exactly one version of an item, as the approver saw it.</summary>
    public sealed record Choice(string Id, int Version)
    {
        /// <summary>As a form carries it: <c>id:version</c>.</summary>
        public string Write() => $"{Id}:{Version.ToString(CultureInfo.InvariantCulture)}";

        /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
        public static Choice? Read(string text) => text.Split(':') is [{ Length: > 0 } id, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var version) ? new(id, version) : null;
    }

    /// <summary>The decisions, in the order of the choices.</summary>
    public Task<Outcome<IReadOnlyList<InOneGo.Decision<Choice>>>> RunAsync(IEnumerable<Choice> choices, Actor actor, CancellationToken cancellationToken) =>
        InOneGo.RunAsync("approve", choices, Most, async choice => await approve.RunAsync(choice.Id, choice.Version, actor, cancellationToken) is { Succeeded: false, Problem: var problem } ? problem : null);
}

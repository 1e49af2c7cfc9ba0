using Nq72.Cms.ContentItems;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Approvals;

/// <summary>Approves several versions, each by itself: what cannot be approved stands in no other's way, and is told with its reason.</summary>
public sealed class ApproveMany(ApproveItem approve)
{
    /// <summary>Versions in one go, at most: a page of the queue.</summary>
    public const int Most = ApprovalQueries.PageSize;

    /// <summary>Exactly one version of an item, as the approver saw it.</summary>
    public sealed record Choice(string Id, int Version)
    {
        /// <summary>As a form carries it: <c>id:version</c>.</summary>
        public string Write() => $"{Id}:{Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

        /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
        public static Choice? Read(string text) =>
            text.Split(':') is [{ Length: > 0 } id, var number] && int.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var version) ? new(id, version) : null;
    }

    /// <summary>What came of one; no problem when it is approved.</summary>
    public sealed record Decision(Choice Choice, Problem? Problem);

    /// <summary>The decisions, in the order of the choices; a choice that is there twice counts once.</summary>
    public async Task<Outcome<IReadOnlyList<Decision>>> RunAsync(IEnumerable<Choice> choices, Actor actor, CancellationToken cancellationToken)
    {
        var wanted = choices.Distinct().ToList();
        if (wanted.Count == 0)
            return Problem.Invalid("approve", "required", "Hãy chọn ít nhất một bài đã đọc.", "Choose at least one item that you have read.");
        if (wanted.Count > Most)
            return Problem.Invalid("approve", "tooMany", $"Mỗi lần duyệt nhiều nhất {Most} bài.", $"At most {Most} items in one go.");
        var decisions = new List<Decision>(wanted.Count);
        foreach (var choice in wanted)
        {
            var outcome = await approve.RunAsync(choice.Id, choice.Version, actor, cancellationToken);
            decisions.Add(new(choice, outcome.Succeeded ? null : outcome.Problem));
        }

        return decisions;
    }
}

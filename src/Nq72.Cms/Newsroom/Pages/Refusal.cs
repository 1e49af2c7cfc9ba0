using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>One of several that a deed was not done to, and why.</summary>
/// <param name="Id">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Why">The reason, in the reader's language.</param>
public sealed record Refusal(string Id, string Title, string Why)
{
    /// <summary>The refusals among the decisions.</summary>
    public static async Task<IReadOnlyList<Refusal>> OfAsync<T>(
        IEnumerable<InOneGo.Decision<T>> decisions, Func<T, string> id, EditorLists lists, UiText text, CancellationToken cancellationToken)
    {
        var refused = decisions.Where(decision => decision.Problem is not null).Select(decision => (Id: id(decision.Choice), Problem: decision.Problem!)).ToList();
        var titles = await lists.TitlesAsync(refused.ConvertAll(one => one.Id), cancellationToken);
        return refused.ConvertAll(one => new Refusal(one.Id, titles.GetValueOrDefault(one.Id) ?? one.Id, Tell(one.Problem, text)));
    }

    private static string Tell(Problem problem, UiText text) =>
        problem.Errors.Count > 0 ? string.Join(" ", problem.Errors.Select(error => text.Of(error))) : text.Of(problem.Detail ?? problem.Title);
}

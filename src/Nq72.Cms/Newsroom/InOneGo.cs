using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>The same deed on several things at once, each by itself: what is refused stands in no other's way, and is told with its reason.</summary>
public static class InOneGo
{
    /// <summary>What came of one; no problem when it was done.</summary>
    public sealed record Decision<T>(T Choice, Problem? Problem);

    /// <summary>The decisions, in the order of the choices; a choice that is there twice counts once.</summary>
    /// <param name="field">Name of the form's field that chooses.</param>
    /// <param name="choices">What was chosen; at least one.</param>
    /// <param name="most">Choices in one go, at most.</param>
    /// <param name="deed">Does it to one; null when it was done.</param>
    public static async Task<Outcome<IReadOnlyList<Decision<T>>>> RunAsync<T>(string field, IEnumerable<T> choices, int most, Func<T, Task<Problem?>> deed)
    {
        var wanted = choices.Distinct().ToList();
        if (wanted.Count == 0)
            return Problem.Invalid(field, "required", "Hãy chọn ít nhất một nội dung.", "Choose at least one item.");
        if (wanted.Count > most)
            return Problem.Invalid(field, "tooMany", $"Mỗi lần nhiều nhất {most} nội dung.", $"At most {most} items in one go.");
        var decisions = new List<Decision<T>>(wanted.Count);
        foreach (var choice in wanted)
            decisions.Add(new(choice, await deed(choice)));
        return decisions;
    }
}

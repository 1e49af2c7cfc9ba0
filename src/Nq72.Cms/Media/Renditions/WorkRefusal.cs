using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Why work on a file ended without a result.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">What it was and what to do, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
public sealed record WorkRefusal(string Code, string Vi, string En)
{
    /// <summary>What a problem says.</summary>
    public static WorkRefusal Of(Problem problem)
    {
        var text = problem.Detail ?? problem.Title;
        return new(problem.Code, text.In("vi"), text.In("en"));
    }

    /// <summary>What it was, in the language.</summary>
    public string In(string language) => new LocalText(Vi, En).In(language);
}

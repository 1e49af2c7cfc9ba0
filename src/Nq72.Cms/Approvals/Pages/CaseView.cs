using Nq72.Cms.Newsroom.Pages;

namespace Nq72.Cms.Approvals.Pages;

/// <summary>A case as the queue shows it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Diff">Its differences, with the names that people know.</param>
/// <param name="TypeName">Its type's name for people.</param>
/// <param name="LanguageName">Its language's name for people.</param>
public sealed record CaseView(ApprovalCase Case, DiffView Diff, string TypeName, string LanguageName)
{
    // what is read at a glance; about a slogan with its summary, or a few changed sentences
    private const int ShortText = 1200;

    /// <summary>By which a form names it.</summary>
    public ApproveMany.Choice Choice => new(Case.Item.Id, Case.Version.Number);

    /// <summary>Whether it is short enough to stand open, to be read and approved together with others like it.</summary>
    public bool IsShort => Diff.Fields.Sum(one => one.Before.Length + one.After.Length) <= ShortText;

    /// <summary>Whether it counts among those that are approved together once they were read.</summary>
    public bool IsTogether => IsShort && Case.CanApprove;
}

using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Approvals;

/// <summary>A version that waits for a decision, with all that is needed to make it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Version">The version that was handed in: the newest.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Changes">What it says otherwise than the version approved last; all that it says where none was.</param>
/// <param name="IsOwn">Whether the one who asks wrote it, and so may not approve it.</param>
/// <param name="Obstacles">What approval would be refused for: unverified claims, files without consent.</param>
public sealed record ApprovalCase(ContentItem Item, ContentVersion Version, ContentType Type, DiffVersions.Result Changes, bool IsOwn, IReadOnlyList<FieldError> Obstacles)
{
    /// <summary>Whether the one who asks can approve it now.</summary>
    public bool CanApprove => !IsOwn && Obstacles.Count == 0;
}

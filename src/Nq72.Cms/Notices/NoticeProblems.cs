using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Notices;

/// <summary>What can be wrong with a question about notices.</summary>
internal static class NoticeProblems
{
    public static Problem NotFound => Problem.NotFound("Không có thông báo này.", "There is no such notice.");
}

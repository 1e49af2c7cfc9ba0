using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>The expected ways in which a verb on a release does not work out.</summary>
internal static class ReleaseProblems
{
    public static Problem NotFound => Problem.NotFound("Không có đợt phát này.", "There is no such release.");

    /// <summary>The code of <see cref="TooLate"/>.</summary>
    public const string TooLateCode = "tooLate";

    /// <summary>409: too close to the instant, or past it, for readers not to have seen it.</summary>
    public static Problem TooLate(DateTimeOffset at) => Problem.Conflict(
        TooLateCode, new("Đã quá muộn để sửa đợt phát", "It is too late to change the release"),
        new("Đợt phát đã hoặc sắp phát trong chốc lát. Muốn rút lại, dùng thu hồi.", "It is out or about to be. To take it back, retract it.")) with
    { Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["at"] = at.ToWire() } };

    /// <summary>503: the server ended the work because this node said nothing for too long; the instant may be far.</summary>
    public static Problem CutOff => new(
        503, "cutOff", new("Việc bị ngắt giữa chừng", "The work was cut off"),
        new("Máy chủ này dừng quá lâu giữa hai bước nên chưa ghi gì; hãy thử lại.", "This node paused for too long between two steps, so nothing was written; try again."))
    { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>409: this verb does not fit the state.</summary>
    public static Problem WrongState(ReleaseState state) => Problem.Conflict(
        "wrongState", new("Trạng thái đợt phát không cho phép việc này", "The release's state does not allow this"),
        new($"Đợt phát đang ở trạng thái '{Name(state)}'.", $"The release is '{Name(state)}'.")) with
    { Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["state"] = Name(state) } };

    /// <summary>409: something blocks the arming.</summary>
    public static Problem Blocked(IReadOnlyList<Finding> findings) => Problem.Conflict(
        "preflight", new("Kiểm tra trước khi phát chưa đạt", "The preflight found something that blocks"),
        new(Messages(findings, "vi"), Messages(findings, "en"))) with
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["findings"] = (Func<string, object?>)(language => findings.Select(finding => finding.In(language)).ToList()),
        },
    };

    /// <summary>412: somebody was faster.</summary>
    public static Problem Stale(int revision) => new(
        412, "stale", new("Đợt phát đã được người khác sửa", "Somebody else changed the release"), new("Tải lại rồi sửa tiếp.", "Load it again and redo the change."))
    { Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["currentRevision"] = revision } };

    private static string Messages(IReadOnlyList<Finding> findings, string language) =>
        string.Join(" ", findings.Where(finding => finding.Severity == FindingSeverity.Block).Select(finding => finding.Message.In(language)));

    private static string Name(ReleaseState state) => state.ToString().ToLowerInvariant();
}

using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>The ETag of what is said of a file: <c>"17-a1b2c3"</c> is its revision 17, in that incarnation of the installation.</summary>
internal static class MediaETag
{
    /// <summary>The ETag with its quotes.</summary>
    public static string Of(int revision, string incarnation) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}-{incarnation}\"");

    /// <summary>The revision that <c>If-Match</c> names: 428 when the header is missing, 400 when it cannot be read; null for <c>*</c>; 0, which none has, for one from before a restore.</summary>
    public static Outcome<int?> Read(string? ifMatch, string incarnation)
    {
        var tag = ifMatch?.Trim();
        if (string.IsNullOrEmpty(tag))
            return new Problem(428, "ifMatchRequired", new("Thiếu If-Match", "If-Match is missing"), new(
                "Gửi ETag của bản bạn đã sửa trong If-Match, để không ghi đè việc của người khác.", "Send the ETag of what you edited in If-Match, so that nobody's work is overwritten."));
        if (tag == "*")
            return default(int?);
        var members = tag.TrimStart('W', '/').Trim('"').Split('-');
        if (members.Length != 2 || !int.TryParse(members[0], NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            return Problem.Malformed("ifMatch", new($"If-Match '{ifMatch}' không phải ETag của tệp.", $"If-Match '{ifMatch}' is not a file's ETag."));
        return members[1] == incarnation ? revision : (int?)0;
    }
}

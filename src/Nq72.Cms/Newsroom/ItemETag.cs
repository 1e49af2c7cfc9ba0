using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>The desk's ETag: <c>"3-17-a1b2c3"</c> is version 3 at the item's revision 17, in that incarnation of the installation. What a writer must not have missed is the version.</summary>
public static class ItemETag
{
    /// <summary>The ETag with its quotes.</summary>
    public static string Of(int version, int revision, string incarnation) => string.Create(CultureInfo.InvariantCulture, $"\"{version}-{revision}-{incarnation}\"");

    /// <summary>The version that <c>If-Match</c> names: 428 when the header is missing, 400 when it cannot be read. <c>*</c> gives null: any version; 0, which none
    /// has, for one from before a restore: other texts may bear its number by now.</summary>
    public static Outcome<int?> ReadVersion(string? ifMatch, string incarnation)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return new Problem(428, "ifMatchRequired", new("Thiếu If-Match", "If-Match is missing"),
                new("Gửi ETag của bản bạn đã sửa trong If-Match, để không ghi đè bài của người khác.", "Send the ETag of what you edited in If-Match, so that nobody's work is overwritten."));
        if (ifMatch.Trim() == "*")
            return default(int?);
        var tag = ifMatch.Trim().TrimStart('W', '/').Trim('"');
        var members = tag.Split('-');
        if (members.Length == 3 && members[2] != incarnation)
            return (int?)0;
        return int.TryParse(members[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (int?)number
            : Problem.Malformed("ifMatch", new($"If-Match '{ifMatch}' không phải ETag của nội dung.", $"If-Match '{ifMatch}' is not an item's ETag."));
    }
}

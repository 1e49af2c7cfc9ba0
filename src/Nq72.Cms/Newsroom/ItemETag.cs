using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom;

/// <summary>The desk's ETag: <c>"3-17"</c> is version 3 at the item's revision 17. What a writer must not have missed is the version.</summary>
public static class ItemETag
{
    /// <summary>The ETag with its quotes.</summary>
    public static string Of(int version, int revision) => string.Create(CultureInfo.InvariantCulture, $"\"{version}-{revision}\"");

    /// <summary>The version that <c>If-Match</c> names: 428 when the header is missing, 400 when it cannot be read. <c>*</c> gives null: any version.</summary>
    public static Outcome<int?> ReadVersion(string? ifMatch)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return new Problem(428, "ifMatchRequired", new("Thiếu If-Match", "If-Match is missing"),
                new("Gửi ETag của bản bạn đã sửa trong If-Match, để không ghi đè bài của người khác.", "Send the ETag of what you edited in If-Match, so that nobody's work is overwritten."));
        if (ifMatch.Trim() == "*")
            return default(int?);
        var tag = ifMatch.Trim().TrimStart('W', '/').Trim('"');
        var version = tag.Split('-')[0];
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (int?)number
            : Problem.Malformed("ifMatch", new($"If-Match '{ifMatch}' không phải ETag của nội dung.", $"If-Match '{ifMatch}' is not an item's ETag."));
    }
}

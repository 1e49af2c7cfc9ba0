namespace Nq72.Cms.Admin;

/// <summary>Spans of time in words.</summary>
public static class Span
{
    /// <summary>'còn 2 ngày', 'đã 3 giờ trước': the largest unit, rounded down; for less than a minute 'bây giờ'.</summary>
    public static string InWords(TimeSpan ahead, UiText text)
    {
        var size = ahead.Duration();
        if (size < TimeSpan.FromMinutes(1))
            return text["span.now"];
        var (key, count) = size switch
        {
            { TotalDays: >= 2 } => ("days", (int)size.TotalDays),
            { TotalHours: >= 2 } => ("hours", (int)size.TotalHours),
            _ => ("minutes", (int)size.TotalMinutes),
        };
        return text[ahead > TimeSpan.Zero ? $"span.in.{key}" : $"span.ago.{key}", count];
    }
}

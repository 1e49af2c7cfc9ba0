using System.Buffers.Text;
using System.Text;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>Keyset cursors: deterministic, opaque, only <c>A-Z a-z 0-9 - _</c>.</summary>
public static class Cursor
{
    private const char Separator = '\n';

    // a title of 300 letters at three bytes each, and two more keys
    private const int MaxLength = 2000;

    /// <summary>A cursor that holds the keys.</summary>
    public static string Encode(params ReadOnlySpan<string> keys) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, keys)));

    /// <summary>Reads the keys back; false for anything that <see cref="Encode"/> did not make.</summary>
    public static bool TryDecode(string cursor, out IReadOnlyList<string> keys)
    {
        keys = [];
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
            return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (text.Contains('\0', StringComparison.Ordinal))
            return false;
        keys = text.Split(Separator);
        return true;
    }
}

using System.Buffers.Text;
using System.Text;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>Keyset cursors: deterministic, opaque, only <c>A-Z a-z 0-9 - _</c>.</summary>
public static class Cursor
{
    private const char Separator = '\n';

    /// <summary>A cursor that holds the keys.</summary>
    public static string Encode(params ReadOnlySpan<string> keys) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, keys)));

    /// <summary>Reads the keys back; false for anything that <see cref="Encode"/> did not make.</summary>
    public static bool TryDecode(string cursor, out IReadOnlyList<string> keys)
    {
        keys = [];
        if (cursor.Length > 500 || !Base64Url.IsValid(cursor))
            return false;
        keys = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
        return true;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>The recipe's bytes as JSON, or where they stop being JSON.</summary>
internal static class RecipeJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Parses; 400 <c>recipeTruncated</c> when the file ends too early, <c>recipeNotJson</c> for all else, with <c>line</c> and <c>byte</c> (from 1).</summary>
    public static Outcome<JsonNode> Parse(ReadOnlyMemory<byte> file)
    {
        var bytes = WithoutMark(file.Span);
        if (!Utf8.IsValid(bytes))
            return NotJson(PlaceOf(bytes, ValidLength(bytes)), "không phải UTF-8", "it is not UTF-8");
        try
        {
            CheckStrings(bytes);
            return JsonNode.Parse(bytes, documentOptions: Lenient) is { } node ? node : NotJson((1, 1), "chỉ có null", "it holds only null");
        }
        catch (JsonException exception)
        {
            return IsBeginning(bytes)
                ? Truncated(PlaceOf(bytes, bytes.Length))
                : NotJson(((exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1), "JSON không đúng", FirstSentence(exception.Message));
        }
    }

    /// <summary>The bytes without the mark that some editors put at the begin of UTF-8.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;

    private static (long Line, long Byte) PlaceOf(ReadOnlySpan<byte> bytes, int index)
    {
        var before = bytes[..index];
        return (before.Count((byte)'\n') + 1, index - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }

    // half of a surrogate pair is JSON, but no text
    private static void CheckStrings(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException exception)
            {
                var (line, place) = PlaceOf(bytes, (int)reader.TokenStartIndex);
                throw new JsonException("A text holds half a surrogate pair.", null, line - 1, place - 1, exception);
            }
        }
    }

    // a file that is right as far as it goes was cut off
    private static bool IsBeginning(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));
        try
        {
            while (reader.Read())
            {
                // only whether it can be read counts
            }

            return reader.CurrentDepth > 0 || reader.BytesConsumed < bytes.Length || reader.TokenType == JsonTokenType.None;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = stackalloc char[256];
        var valid = 0;
        while (valid < bytes.Length)
        {
            var status = Utf8.ToUtf16(bytes[valid..], characters, out var read, out _, replaceInvalidSequences: false);
            valid += read;
            if (status is not System.Buffers.OperationStatus.DestinationTooSmall)
                break;
        }

        return valid;
    }

    private static Problem Truncated((long Line, long Byte) at) => At(at, "recipeTruncated",
        new("Tệp công thức bị cắt cụt", "The recipe file is cut off"),
        new($"Tệp hết ở dòng {at.Line}, byte {at.Byte} khi chưa trọn.", $"The file ends at line {at.Line}, byte {at.Byte}, before it is complete."));

    private static Problem NotJson((long Line, long Byte) at, string vi, string en) => At(at, "recipeNotJson",
        new("Tệp không phải JSON", "The file is not JSON"),
        new($"Dòng {at.Line}, byte {at.Byte}: {vi}.", $"Line {at.Line}, byte {at.Byte}: {en}."));

    private static Problem At((long Line, long Byte) at, string code, LocalText title, LocalText detail) => Problem.Malformed(code, title, detail) with
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["line"] = at.Line, ["byte"] = at.Byte },
    };

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{(end < 0 ? message.TrimEnd('.') : message[..end])}");
    }
}

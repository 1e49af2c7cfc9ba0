using System.Text.Json;

namespace Nq72.Faults;

/// <summary>One push as the recording receiver wrote it down: a line of JSON in its file.</summary>
/// <param name="Path">Where it came in, which names channel and destination.</param>
/// <param name="Key">The idempotency key, from <c>webhook-id</c>.</param>
/// <param name="Delivery">From <c>Nq72-Delivery</c>.</param>
/// <param name="Operation">From <c>Nq72-Operation</c>.</param>
/// <param name="Due">From <c>Nq72-Due</c>.</param>
/// <param name="BodyHash">SHA-256 of the body.</param>
/// <param name="ArrivedAt">When the body was complete, by the machine's clock.</param>
public sealed record ReceivedPush(string Path, string Key, string Delivery, string Operation, DateTimeOffset Due, string BodyHash, DateTimeOffset ArrivedAt)
{
    /// <summary>What a receiver wrote down; a last line that is only half there (its process was killed) does not count.</summary>
    public static IReadOnlyList<ReceivedPush> ReadFile(string file)
    {
        if (!File.Exists(file))
            return [];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ReceivedPush>(line)!)];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>
/// Puts what is another one in each recording (ids, instants, addresses, secrets, durations) in words that stay, so that a new recording differs only where
/// the API does. An id is the same word wherever it stands.
/// </summary>
/// <param name="recordedAt">About when the recording ended.</param>
/// <param name="words">Texts of this recording, and what stands for them.</param>
internal sealed partial class ExampleWording(DateTimeOffset recordedAt, IReadOnlyList<(string From, string To)> words)
{
    private const string Token = "nq72_ma-truy-cap-mau-khong-dung-duoc";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly DateTimeOffset Morning = new(2027, 4, 6, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Zone = TimeSpan.FromHours(7);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Sending = TimeSpan.FromMilliseconds(120);
    private static readonly string[] Quick = ["firstAttemptAt", "lastAcceptedAt", "acceptedAt", "startedAt", "endedAt"];

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    /// <summary>The same in words that stay.</summary>
    public JsonNode Reword(JsonNode said)
    {
        var text = said.ToJsonString(ExampleBook.Written);
        foreach (var (from, to) in words)
            text = text.Replace(from, to, StringComparison.Ordinal);
        text = Lags().Replace(Instants(Secrets(text), said["body"] is JsonValue), ",120,240,360,1,");
        text = Id().Replace(Guids().Replace(text, match => Named(match.Value, number => $"0198a000-0000-7000-8000-{number:D12}")), match => Named(match.Value, InAlphabet));
        var reworded = JsonNode.Parse(Wait().Replace(text, "${before}60${after}"))!;
        Measure(reworded);
        return reworded;
    }

    // what a reader could take for something of use is gone, what it is for still shows
    private static string Secrets(string text)
    {
        text = Secret().Replace(text, match => $"\"{match.Groups["name"].Value}\": \"{match.Groups["name"].Value switch
        {
            "token" => Token,
            "secret" => "whsec_bWF1LWJpLW1hdC1raG9uZy1kdW5nLWR1b2M=",
            "hash" or "previousHash" => new string('0', 64),
            _ => "dmktZHUtdHJhbmctdGllcC10aGVv",
        }}\"");
        text = InAddress().Replace(text, "${name}dmktZHUtdHJhbmctdGllcC10aGVv");
        return Stamp().Replace(Digest().Replace(text, new string('0', 64)), "${version}5f2a9c7e1b04\\\"");
    }

    // those about the recording become a morning, in their order; those hours ahead of it or behind, hours ahead of the morning or behind
    private string Instants(string text, bool table)
    {
        var found = Moment().Matches(text).Where(match => (At(match) - recordedAt).Duration() < TimeSpan.FromDays(60)).ToLookup(At);
        var becomes = new Dictionary<DateTimeOffset, DateTimeOffset>();
        var (last, begun) = (Morning, false);
        foreach (var same in found.OrderBy(same => same.Key))
        {
            var away = same.Key - recordedAt;
            if (away.Duration() > TimeSpan.FromMinutes(10))
            {
                becomes[same.Key] = Morning.AddHours(Math.Round(away.TotalHours));
                continue;
            }

            if (begun)
                last += table || same.Any(match => Quick.Contains(match.Groups["name"].Value)) ? Sending : Step;
            begun = true;
            becomes[same.Key] = last;
        }

        text = Moment().Replace(text, match => becomes.TryGetValue(At(match), out var instant)
            ? $"{(match.Groups["name"].Success ? $"\"{match.Groups["name"].Value}\": \"" : "")}{Write(instant, match)}"
            : match.Value);
        // of feeds, which count in whole seconds
        return FeedMoment().Replace(text, match =>
            DateTimeOffset.TryParse(match.Value, CultureInfo.InvariantCulture, out var instant) && (instant - recordedAt).Duration() < TimeSpan.FromMinutes(10) ? "Tue, 06 Apr 2027 08:00:00 +0700" : match.Value);
    }

    private static DateTimeOffset At(Match match)
    {
        var read = DateTime.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture);
        return match.Groups["zone"] is { Success: true } zone ? DateTimeOffset.Parse($"{match.Groups["at"].Value}{zone.Value}", CultureInfo.InvariantCulture) : new DateTimeOffset(read, Zone);
    }

    private static string Write(DateTimeOffset instant, Match match)
    {
        var zone = match.Groups["zone"].Value;
        var local = zone == "Z" ? instant.UtcDateTime : instant.ToOffset(Zone).DateTime;
        var day = local.ToString(match.Groups["at"].Value.Contains('T', StringComparison.Ordinal) ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return day + (zone.Length > 0 || local.TimeOfDay.Ticks % TimeSpan.TicksPerMinute != 0 ? local.ToString(":ss.FFF", CultureInfo.InvariantCulture) : "") + zone;
    }

    // durations are those between the instants that now stand beside them
    private static void Measure(JsonNode? node)
    {
        foreach (var child in node switch { JsonObject members => members.Select(member => member.Value).ToList(), JsonArray list => [.. list], _ => [] })
            Measure(child);
        if (node is not JsonObject told)
            return;
        if (told["lateness"] is JsonObject lateness && told["dueAt"] is { } due)
        {
            foreach (var (name, since) in new[] { ("firstAttemptMs", told["firstAttemptAt"]), ("acceptedMs", told["acceptedAt"]), ("acknowledgedMs", told["receipts"]?.AsArray().FirstOrDefault()?["at"]) })
                lateness[name] = lateness[name] is null || since is null ? null : Between(due, since);
        }

        if (told["milliseconds"] is not null)
            told["milliseconds"] = told["startedAt"] is { } started && told["endedAt"] is { } ended ? Between(started, ended) : Sending.Milliseconds;
        // the days of an occasion are those of this year and the next
        foreach (var (days, year) in (told["next"] as JsonArray ?? []).OfType<JsonObject>().Select((days, index) => (days, Morning.Year + index)))
        {
            foreach (var end in new[] { "from", "to" })
                days[end] = $"{year}{days[end]!.GetValue<string>()[4..]}";
        }
    }

    private static int Between(JsonNode from, JsonNode to) => (int)(to.GetValue<DateTimeOffset>() - from.GetValue<DateTimeOffset>()).TotalMilliseconds;

    private string Named(string value, Func<int, string> make)
    {
        if (!ids.TryGetValue(value, out var name))
            ids[value] = name = make(ids.Count + 1);
        return name;
    }

    // signs that look like an id's and not like a number
    private static string InAlphabet(int number)
    {
        var mixed = SHA256.HashData(BitConverter.GetBytes(number));
        return $"4{string.Concat(mixed.Take(25).Select(sign => Alphabet[sign % Alphabet.Length]))}";
    }

    [GeneratedRegex("(?<=\\b|\\\\[nrt])[0-9a-hjkmnp-tv-z]{26}\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("(?<=\\b|\\\\[nrt])[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guids();

    [GeneratedRegex("(\"(?<name>[A-Za-z]+)\": \")?(?<at>(?<![0-9-])20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?)(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex("\\b[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FeedMoment();

    [GeneratedRegex("\"(?<name>token|secret|next|cursor|since|hash|previousHash)\": \"(?!20[0-9]{2}-)[^\"]{13,}\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("(?<name>(cursor|since|preview)=|/preview/|/admin/link/)[A-Za-z0-9_-]{12,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InAddress();

    [GeneratedRegex("(?<=\\b|\\\\[nrt])[0-9a-f]{64}\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex("(?<version>[0-9]+-[0-9]+-)[0-9a-f]{12}\\\\\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stamp();

    // a line of the deliveries' table
    [GeneratedRegex(",[0-9]+,[0-9]+,[0-9]+,1,(?=[0-9a-f]{8}-)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lags();

    // how long to wait hangs on where in the minute one is
    [GeneratedRegex("(?<before>thử lại sau )[0-9]+(?<after> giây)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wait();
}

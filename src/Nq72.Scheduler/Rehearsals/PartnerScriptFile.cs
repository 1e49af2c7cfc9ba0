using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Rehearsals;

/// <summary>Reads a <see cref="PartnerScript"/> as a file holds it; everything that is wrong is told at once, each with its place.</summary>
public sealed partial class PartnerScriptFile
{
    private static readonly string[] Acts = ["down", "slow", "answer", "gone", "flap", "wrongCertificate"];
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

    private readonly Fields fields = new();
    private readonly IReadOnlyList<ChannelView> channels;
    private readonly DateTimeOffset instant;

    private PartnerScriptFile(IReadOnlyList<ChannelView> channels, DateTimeOffset instant)
    {
        this.channels = channels;
        this.instant = instant;
    }

    private sealed record FileDto(IReadOnlyList<RuleDto>? Partners);

    private sealed record RuleDto(
        string? Channel, string? Destination, string? From, string? Until, string? Does, int? Seconds, int? Status, int? RetryAfterSeconds, int? UpSeconds, int? DownSeconds);

    /// <summary>The script of a file.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="channels">The channels that it may name.</param>
    /// <param name="instant">The instant that <c>T</c> means: the first rehearsed release's.</param>
    public static Outcome<PartnerScript> Read(string json, IReadOnlyList<ChannelView> channels, DateTimeOffset instant)
    {
        FileDto? file;
        try
        {
            file = JsonSerializer.Deserialize<FileDto>(json, Strict);
        }
        catch (JsonException exception)
        {
            return Problem.Malformed("partners", new($"Không đọc được kịch bản nơi nhận: {exception.Message}", $"The partners' script cannot be read: {exception.Message}"));
        }

        var reader = new PartnerScriptFile(channels, instant);
        var rules = (file?.Partners ?? []).Select(reader.Rule).ToList();
        if (file?.Partners is null)
            reader.fields.Add("partners", "required", "Thiếu danh sách 'partners'.", "The list 'partners' is missing.");
        return reader.fields.AreInvalid ? reader.fields.Problem : new PartnerScript(rules);
    }

    private PartnerRule Rule(RuleDto rule, int index)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"partners[{index}]");
        CheckNames(at, rule);
        var (from, until) = (Instant($"{at}.from", rule.From), Instant($"{at}.until", rule.Until));
        if (until <= from)
            fields.Add($"{at}.until", "order", "'until' phải sau 'from'.", "'until' must come after 'from'.");
        var flaps = rule.Does == "flap";
        return new(Any(rule.Channel), Any(rule.Destination), from, until, Mood(at, rule), flaps ? Span($"{at}.upSeconds", rule.UpSeconds) : null, flaps ? Span($"{at}.downSeconds", rule.DownSeconds) : null);
    }

    private void CheckNames(string at, RuleDto rule)
    {
        var webhooks = channels.Where(channel => channel.Transport == TransportKind.Webhook).ToList();
        var meant = webhooks.Where(channel => Any(rule.Channel) is null || channel.Name == rule.Channel).ToList();
        if (meant.Count == 0)
            fields.Add($"{at}.channel", "unknownChannel", $"Không có kênh đẩy '{rule.Channel}'; có: {string.Join(", ", webhooks.Select(channel => channel.Name))}.", $"There is no push channel '{rule.Channel}'; there are: {string.Join(", ", webhooks.Select(channel => channel.Name))}.");
        else if (Any(rule.Destination) is { } key && !meant.Exists(channel => channel.Destinations.Any(destination => destination.Key == key)))
            fields.Add($"{at}.destination", "unknownDestination", $"Kênh không có nơi nhận '{key}'.", $"The channel has no destination '{key}'.");
    }

    private PartnerMood Mood(string at, RuleDto rule)
    {
        switch (rule.Does)
        {
            case "down" or "flap":
                return new(PartnerAct.Down);
            case "wrongCertificate":
                return new(PartnerAct.WrongCertificate);
            case "gone":
                return new(PartnerAct.Answer, 410);
            case "slow":
                Range($"{at}.seconds", rule.Seconds, 1, 600);
                return new(PartnerAct.Answer, Seconds: rule.Seconds ?? 0);
            case "answer":
                Range($"{at}.status", rule.Status, 200, 599);
                if (rule.RetryAfterSeconds is not null)
                    Range($"{at}.retryAfterSeconds", rule.RetryAfterSeconds, 0, 86_400);
                if (rule.Seconds is not null)
                    Range($"{at}.seconds", rule.Seconds, 0, 600);
                return new(PartnerAct.Answer, rule.Status ?? 0, rule.Seconds ?? 0, rule.RetryAfterSeconds);
            default:
                fields.Add($"{at}.does", "unknownAct", $"'does' là một trong: {string.Join(", ", Acts)}; không phải '{rule.Does}'.", $"'does' is one of: {string.Join(", ", Acts)}; not '{rule.Does}'.");
                return PartnerMood.Well;
        }
    }

    private TimeSpan Span(string field, int? seconds)
    {
        Range(field, seconds, 1, 86_400);
        return TimeSpan.FromSeconds(Math.Max(seconds ?? 1, 1));
    }

    private void Range(string field, int? value, int least, int most)
    {
        if (value is null || value < least || value > most)
            fields.Add(field, "range", $"'{field}' là số từ {least} đến {most}.", $"'{field}' is a number from {least} to {most}.");
    }

    private DateTimeOffset? Instant(string field, string? text)
    {
        if (text is null)
            return null;
        if (Relative().Match(text) is { Success: true } match)
        {
            var count = match.Groups["count"].Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            var span = match.Groups["unit"].Value switch { "s" => TimeSpan.FromSeconds(count), "m" => TimeSpan.FromMinutes(count), "h" => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) };
            return match.Groups["sign"].Value == "-" ? instant - span : instant + span;
        }

        if (Instants.TryParseWire(text, out var given))
            return given;
        fields.Add(field, "instant", $"'{text}' không phải thời điểm: viết 2027-04-07T00:00:00Z, T, T-30m hay T+2h.", $"'{text}' is no instant: write 2027-04-07T00:00:00Z, T, T-30m or T+2h.");
        return null;
    }

    private static string? Any(string? name) => name is null or "*" ? null : name;

    [GeneratedRegex(@"^T((?<sign>[+-])(?<count>\d{1,5})(?<unit>[smhd]))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relative();
}

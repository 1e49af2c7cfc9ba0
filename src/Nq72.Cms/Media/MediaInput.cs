using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Text;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Reads what somebody says of a file. A member that is absent keeps its value, <c>null</c> clears it. Gathers every error.</summary>
internal sealed class MediaInput(JsonObject body, SiteSettings site, TimeZoneInfo zone)
{
    private const int AltLength = 500;
    private const int LineLength = MediaFileMapping.LineLength;

    // what an answer of ours holds besides; who sends it back as it came means no harm
    private static readonly HashSet<string> ReadOnly = new(StringComparer.Ordinal)
    {
        "id", "kind", "format", "type", "sha256", "bytes", "name", "width", "height", "durationMs", "state", "failure", "url", "uploadedAt", "uploadedBy", "changedAt", "changedBy", "number", "revision",
        "etag", "findings", "usedIn", "history", "isPublishable", "publicUntil", "failureCode", "hadPosition", "fromFile", "placeholder", "colour", "renditions", "work", "posterAtMs", "posterChosen", "captions", "captionsMissing",
    };

    private readonly Fields errors = new();

    /// <summary>Puts what it says into the file; 422 with every error, and the file is as it was before or half changed: it is then not to be kept.</summary>
    public Outcome<Done> Apply(MediaFile file)
    {
        // who saves it has read it
        file.FromFile = [.. file.FromFile.Where(field => !body.ContainsKey(field))];
        foreach (var (key, value) in body)
        {
            switch (key)
            {
                case "alt":
                    file.Alt = Texts(key, value, AltLength);
                    CheckAlt(file);
                    break;
                case "caption": file.Caption = Texts(key, value, MediaFileMapping.TextLength); break;
                case "credit": file.Credit = Line(key, value, LineLength); break;
                case "licence": file.Licence = Line(key, value, LineLength); break;
                case "rightsUntil": file.RightsUntil = Instant(key, value); break;
                case "focalPoint": (file.FocusX, file.FocusY) = Focus(value); break;
                case "people": file.People = Name<MediaPeople>(key, value); break;
                case "consent": file.Consent = Consent(value, file.Consent); break;
                case var other when !ReadOnly.Contains(other):
                    errors.Add(other, "unknownField", $"Tệp không có '{other}'.", $"A file has no '{other}'.");
                    break;
            }
        }

        return errors.AreInvalid ? errors.Problem : Done.Value;
    }

    private void CheckAlt(MediaFile file)
    {
        foreach (var (lang, text) in file.Alt.Where(alt => MediaNames.IsFileName(alt.Value, file.Name)))
        {
            errors.Add($"alt.{lang}", "altIsFileName", $"“{text}” là tên tệp, không phải mô tả: hãy viết ảnh cho thấy gì.", $"“{text}” is a file name, not a description: say what is to be seen.");
        }
    }

    // one text is meant for the site's language
    private Dictionary<string, string> Texts(string key, JsonNode? value, int max)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = value switch
        {
            null => [],
            JsonObject many => many.ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal),
            JsonValue one when one.GetValueKind() == JsonValueKind.String => new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { [site.DefaultLanguage] = one },
            _ => null,
        };
        if (given is null)
        {
            errors.Add(key, "wrongKind", $"'{key}' là đối tượng theo ngôn ngữ, ví dụ {{\"vi\":\"…\"}}.", $"'{key}' is an object by language, such as {{\"vi\":\"…\"}}.");
            return texts;
        }

        foreach (var (lang, text) in given)
        {
            if (!LanguageTags.IsKnown(lang, site))
                errors.Add($"{key}.{lang}", "unknownLanguage", $"Không có ngôn ngữ '{lang}'.", $"There is no language '{lang}'.");
            else if (Line($"{key}.{lang}", text, max) is { } said)
                texts[lang] = said;
        }

        return texts;
    }

    private string? Line(string key, JsonNode? value, int max)
    {
        if (value is null)
            return null;
        if (value.GetValueKind() == JsonValueKind.String)
            return errors.Optional(key, NormalText.Of(value.GetValue<string>()), max);
        errors.Add(key, "wrongKind", $"'{key}' là một đoạn chữ.", $"'{key}' is text.");
        return null;
    }

    private DateTimeOffset? Instant(string key, JsonNode? value)
    {
        if (value is null)
            return null;
        try
        {
            var resolved = value.Deserialize<WallTime>(Json.Options)!.Resolve(zone, key);
            if (resolved.Succeeded)
                return resolved.Value;
            errors.Add(resolved.Problem);
        }
        catch (JsonException)
        {
            errors.Add(key, "wrongKind", $"'{key}' là thời điểm như 2027-04-07T00:00:00Z hoặc {{\"local\":\"2027-04-07T07:00\"}}.", $"'{key}' is an instant such as 2027-04-07T00:00:00Z, or {{\"local\":\"2027-04-07T07:00\"}}.");
        }

        return null;
    }

    private (double? X, double? Y) Focus(JsonNode? value)
    {
        if (value is null)
            return (null, null);
        if (value is JsonObject point && Part(point["x"]) is { } x && Part(point["y"]) is { } y)
            return (x, y);
        errors.Add("focalPoint", "outOfRange", "'focalPoint' là {x, y} từ 0 đến 1, tính từ góc trên bên trái.", "'focalPoint' is {x, y}, each 0 to 1 from the upper left corner.");
        return (null, null);
    }

    private static double? Part(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() is >= 0 and <= 1 and var part ? part : null;

    private T? Name<T>(string key, JsonNode? value)
        where T : struct, Enum
    {
        if (value is null)
            return null;
        if (value.GetValueKind() == JsonValueKind.String && Enum.GetNames<T>().FirstOrDefault(name => JsonNamingPolicy.CamelCase.ConvertName(name) == value.GetValue<string>()) is { } name)
            return Enum.Parse<T>(name);
        var known = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        errors.Add(key, "unknownValue", $"'{key}' là một trong: {known}.", $"'{key}' is one of: {known}.");
        return null;
    }

    private MediaConsent? Consent(JsonNode? value, MediaConsent? before)
    {
        // a record that was taken back is not forgotten by clearing it
        if (value is null)
            return before?.WithdrawnAt is null ? null : before;
        if (value is not JsonObject record)
        {
            errors.Add("consent", "wrongKind", "'consent' là đối tượng {scope, until, reference, guardian, own}.", "'consent' is an object {scope, until, reference, guardian, own}.");
            return before;
        }

        foreach (var (key, _) in record.Where(member => member.Key is not ("scope" or "until" or "reference" or "guardian" or "own" or "withdrawnAt" or "withdrawnBy" or "withdrawnReason")))
            errors.Add($"consent.{key}", "unknownField", $"'consent' không có '{key}'.", $"'consent' has no '{key}'.");
        var said = new MediaConsent
        {
            Scope = Line("consent.scope", record["scope"], LineLength), Until = Instant("consent.until", record["until"]), Reference = Line("consent.reference", record["reference"], LineLength),
            Guardian = Line("consent.guardian", record["guardian"], LineLength), Own = Name<ChildConsent>("consent.own", record["own"]),
        };
        // what was taken back stays so until another paper is signed
        return before?.WithdrawnAt is not null && said.Reference == before.Reference
            ? said with { WithdrawnAt = before.WithdrawnAt, WithdrawnBy = before.WithdrawnBy, WithdrawnReason = before.WithdrawnReason }
            : said;
    }
}

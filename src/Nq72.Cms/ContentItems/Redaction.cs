using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Personal data that is to be blacked out: names, telephone numbers, addresses, as they stand in a text. Whole words only, capitals or not, across a
/// line's end. Counts what it does. Not thread-safe.
/// </summary>
public sealed class Redaction
{
    /// <summary>What stands in its place: always as long, so that nobody can guess from it.</summary>
    public const string Mark = "█████";

    /// <summary>How many texts can be named at once.</summary>
    public const int MostTexts = 20;

    private const int LeastLength = 2;
    private const int MostLength = 300;
    private const int ReasonLength = 1_000;
    private const string SlugMark = "xxxxx";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // their values are keys and ids: nothing that anybody wrote
    private static readonly HashSet<FieldKind> WithoutText = [FieldKind.Number, FieldKind.Boolean, FieldKind.Date, FieldKind.Media, FieldKind.ContentLink, FieldKind.Taxonomy, FieldKind.Place, FieldKind.Language];

    private readonly Regex pattern;
    private readonly Regex? slugs;

    private Redaction(IReadOnlyList<string> texts, string reason)
    {
        Reason = reason;
        Folded = [.. texts.Select(FoldedText.Fold).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
        pattern = WholeWords(texts.Select(text => string.Join(@"\s+", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape))), @"[\p{L}\p{M}\p{N}]");
        var stems = texts.Select(text => FoldedText.Slug(text)).Where(stem => stem.Length > 0).ToList();
        slugs = stems.Count == 0 ? null : WholeWords(stems.Select(Regex.Escape), "[a-z0-9]");
    }

    /// <summary>Why, for the audit log; does not hold the data itself.</summary>
    public string Reason { get; }

    /// <summary>The texts as search sees them: finds other items that may say the same.</summary>
    public IReadOnlyList<string> Folded { get; }

    /// <summary>How many places were blacked out so far.</summary>
    public int Places { get; private set; }

    /// <summary>Reads what somebody asks for.</summary>
    /// <param name="texts">1 to 20, of 2 to 300 characters each.</param>
    /// <param name="reason">1 to 1,000 characters, in which none of the texts stands: 422 <c>reasonSaysIt</c>.</param>
    public static Outcome<Redaction> Read(IReadOnlyList<string?>? texts, string? reason)
    {
        var fields = new Fields();
        var why = fields.Required("reason", reason, ReasonLength);
        var wanted = (texts ?? []).Select(text => NormalText.Of(text ?? "").Trim()).Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (wanted.Count is 0 or > MostTexts)
            fields.Add("texts", "texts", $"Hãy ghi từ 1 đến {MostTexts} đoạn cần che.", $"Name 1 to {MostTexts} texts.");
        foreach (var (index, text) in wanted.Index())
        {
            if (text.Length is < LeastLength or > MostLength)
                fields.Add($"texts[{index}]", "length", $"Mỗi đoạn dài {LeastLength}–{MostLength} ký tự.", $"Each text has {LeastLength} to {MostLength} characters.");
            else if (!text.Any(char.IsLetterOrDigit))
                fields.Add($"texts[{index}]", "noWord", "Đoạn cần che phải có chữ hoặc số.", "A text has a letter or a digit.");
        }

        if (fields.AreInvalid)
            return fields.Problem;
        var redaction = new Redaction([.. wanted.OrderByDescending(text => text.Length)], why);
        return redaction.Says(why)
            ? Problem.Invalid("reason", "reasonSaysIt", "Lý do được lưu lại, nên không ghi chính dữ liệu cần che vào đó.", "The reason is kept: do not write into it what is to be blacked out.")
            : redaction;
    }

    /// <summary>Whether one of the texts stands in it.</summary>
    public bool Says(string? text) => text is not null && pattern.IsMatch(text);

    /// <summary>Whether one of the texts stands in what a version says, its slug included.</summary>
    public bool Says(VersionContent content, ContentType? type)
    {
        var before = Places;
        Of(content, type);
        var says = Places > before;
        Places = before;
        return says;
    }

    /// <summary>The text without them.</summary>
    public string Of(string text) => Replace(pattern, text, Mark);

    /// <summary>As <see cref="Of(string)"/>; null stays null.</summary>
    public string? OfOptional(string? text) => text is null ? null : Of(text);

    /// <summary>A JSON document of which every text is without them; null stays null.</summary>
    public string? OfJson(string? document)
    {
        if (document is null)
            return null;
        var before = Places;
        var node = Of(JsonNode.Parse(document));
        return Places == before ? document : node?.ToJsonString(Json.Options);
    }

    /// <summary>A slug without the words of the texts.</summary>
    public string OfSlug(string slug) => slugs is null ? slug : Replace(slugs, slug, SlugMark);

    /// <summary>What a version says without them. Keys and ids stay.</summary>
    public VersionContent Of(VersionContent content, ContentType? type) => content with
    {
        Title = Of(content.Title),
        Summary = Of(content.Summary),
        Slug = OfSlug(content.Slug),
        Fields = new JsonObject(content.Fields.Select(field => KeyValuePair.Create(field.Key,
            type?.Fields.FirstOrDefault(known => known.Key == field.Key) is { } known && WithoutText.Contains(known.Kind) ? field.Value?.DeepClone() : Of(field.Value)))),
        Tags = [.. content.Tags.Select(Of).Distinct(StringComparer.Ordinal)],
        Authority = OfOptional(content.Authority),
        Flags = [.. content.Flags.Select(flag => flag with { Note = Of(flag.Note) })],
    };

    private JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Of(member.Value)))),
        JsonArray many => new JsonArray([.. many.Select(Of)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Of(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private string Replace(Regex what, string text, string mark) => what.Replace(text, _ =>
    {
        Places++;
        return mark;
    });

    private static Regex WholeWords(IEnumerable<string> alternatives, string letter) =>
        new($"(?<!{letter})(?:{string.Join('|', alternatives)})(?!{letter})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);
}

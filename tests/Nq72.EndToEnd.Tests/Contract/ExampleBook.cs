using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>
/// Makes the examples of the API's document out of recorded exchanges: of each operation the success that shows most, and each error once. Long lists and
/// texts are cut; <see cref="ExampleWording"/> puts what is another one each time in other words.
/// </summary>
internal sealed class ExampleBook(JsonNode document, ExampleWording wording)
{
    private const int LongestFile = 1_600;
    private const int LargestBody = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // of callers, not of operations
    private static readonly string[] Shared = ["noToken", "badToken", "scope", "rateLimited"];

    /// <summary>How the book's file is written.</summary>
    public static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Method, Regex Path, JsonObject Operation)> operations = Read(document);

    /// <summary>The book.</summary>
    public JsonObject Make(IReadOnlyCollection<Exchange> exchanges)
    {
        var (shared, told) = (new JsonObject(), new JsonObject());
        var found = exchanges.Select(exchange => (Exchange: exchange, Place: Find(exchange))).Where(pair => pair.Place is not null)
            .ToLookup(pair => pair.Place!.Value.Operation["operationId"]!.GetValue<string>(), pair => (pair.Exchange, pair.Place!.Value.Match, pair.Place.Value.Operation), StringComparer.Ordinal);
        foreach (var code in Shared)
        {
            if (exchanges.FirstOrDefault(exchange => CodeOf(exchange) == code) is { } refused)
                shared[code] = wording.Reword(BodyOf(refused)!);
        }

        foreach (var name in operations.Select(operation => operation.Operation["operationId"]!.GetValue<string>()).Order(StringComparer.Ordinal))
            told[name] = Tell([.. found[name]]);
        return new JsonObject { ["shared"] = shared, ["operations"] = told };
    }

    /// <summary>What a book says without its values: which examples it has, and which members these have. A day later it is the same.</summary>
    public static IEnumerable<string> Outline(JsonNode? node, string at = "") => node switch
    {
        // of counts those that are not 0 are told, and that is as it comes
        JsonObject counts when counts.All(member => member.Value?.GetValueKind() == JsonValueKind.Number) => [at],
        JsonObject members => members.SelectMany(member => Outline(member.Value, $"{at}/{member.Key}")).Prepend(at),
        // books of answers are told by their codes, lists by what is first in them
        JsonArray answers when at.EndsWith("/answers", StringComparison.Ordinal) => answers.SelectMany(answer => Outline(answer!["body"], $"{at}/{answer["status"]}{answer["code"]}")),
        JsonArray list => Outline(list.FirstOrDefault(), $"{at}[]"),
        _ => [at],
    };

    private JsonObject Tell(List<(Exchange Exchange, Match Match, JsonObject Operation)> exchanges)
    {
        var told = new JsonObject();
        var answers = new JsonArray();
        // what shows something comes first
        var good = exchanges.Where(pair => pair.Exchange.Status < 300)
            .OrderBy(pair => pair.Exchange.Body?.Contains("\"items\":[]", StringComparison.Ordinal) == true).ThenBy(pair => IsBare(pair.Exchange) && pair.Operation["requestBody"] is not null).FirstOrDefault();
        if (good.Exchange is not null)
        {
            var asked = ParametersOf(good.Exchange, good.Match, good.Operation);
            var whole = new JsonObject { ["parameters"] = asked };
            if (!IsBare(good.Exchange) && good.Operation["requestBody"] is not null)
                whole["request"] = good.Exchange.SentJson ? Short(good.Exchange.Sent!) : good.Exchange.Sent;
            if (good.Exchange.Body is not null)
                whole["body"] = BodyOf(good.Exchange);
            // together, so that both sides of an exchange say the same
            var said = wording.Reword(whole);
            // who tries an operation out is not to ask for what is nowhere, unless the path wants something
            var parameters = said["parameters"]!.AsObject().Where(parameter => good.Match.Groups.ContainsKey(parameter.Key) || JsonNode.DeepEquals(parameter.Value, asked[parameter.Key])).ToList();
            if (parameters.Count > 0)
                told["parameters"] = new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value?.DeepClone())));
            if (said["request"] is { } request)
                told["request"] = request.DeepClone();
            if (said["body"] is { } body)
                answers.Add(new JsonObject { ["status"] = good.Exchange.Status, ["body"] = body.DeepClone() });
        }

        // some of what was sent was taken, or it goes on in the background
        foreach (var other in exchanges.Select(pair => pair.Exchange).Where(exchange => exchange.Status < 300 && exchange.Status != good.Exchange?.Status && exchange.Body is not null).DistinctBy(exchange => exchange.Status))
            answers.Add(new JsonObject { ["status"] = other.Status, ["body"] = wording.Reword(BodyOf(other)!) });
        foreach (var error in exchanges.Where(pair => pair.Exchange.Status >= 400).Select(pair => pair.Exchange).Where(exchange => CodeOf(exchange) is { } code && !Shared.Contains(code))
                     .DistinctBy(exchange => (exchange.Status, CodeOf(exchange))).OrderBy(exchange => exchange.Status).ThenBy(CodeOf, StringComparer.Ordinal))
            answers.Add(new JsonObject { ["status"] = error.Status, ["code"] = CodeOf(error), ["body"] = wording.Reword(BodyOf(error)!) });
        told["answers"] = answers;
        return told;
    }

    private static bool IsBare(Exchange exchange) => exchange.Sent is null or "{}";

    private (Match Match, JsonObject Operation)? Find(Exchange exchange) => operations
        .Where(operation => operation.Method == exchange.Method).Select(operation => (Match: operation.Path.Match(exchange.Path.Split('?')[0]), operation.Operation))
        .Where(candidate => candidate.Match.Success).OrderBy(candidate => candidate.Match.Groups.Count).Select(candidate => ((Match, JsonObject)?)candidate).FirstOrDefault();

    private static JsonObject ParametersOf(Exchange exchange, Match match, JsonObject operation)
    {
        var query = exchange.Path.Split('?', 2).ElementAtOrDefault(1)?.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal) ?? [];
        var parameters = new JsonObject();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = parameter!["name"]!.GetValue<string>();
            var value = parameter["in"]!.GetValue<string>() == "path" ? Uri.UnescapeDataString(match.Groups[name].Value) : query.GetValueOrDefault(name, "");
            if (value.Length > 0)
                parameters[name] = parameter["schema"]?["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true ? int.Parse(value, CultureInfo.InvariantCulture) : value;
        }

        return parameters;
    }

    private static JsonNode? BodyOf(Exchange exchange)
    {
        var body = exchange.Body!;
        if (exchange.ContentType!.Contains("json", StringComparison.Ordinal))
            return Short(body);
        if (body.Length <= LongestFile)
            return body;
        var line = body.LastIndexOf('\n', LongestFile);
        return $"{body[..(line > 0 ? line : LongestFile)]}\n…";
    }

    // two of a list tell that it is one; where that is too much still, one does
    private static JsonNode? Short(string json)
    {
        var node = JsonNode.Parse(json);
        var cut = Cut(node, elements: 2, letters: 160);
        return cut?.ToJsonString().Length > LargestBody ? Cut(node, elements: 1, letters: 80) : cut;
    }

    private static JsonNode? Cut(JsonNode? node, int elements, int letters) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Cut(member.Value, elements, letters)))),
        JsonArray list => new JsonArray([.. list.Take(elements).Select(element => Cut(element, elements, letters))]),
        // an address is of use only whole
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var text && text.Length > letters && !text.StartsWith("http", StringComparison.Ordinal) => $"{text[..letters]}…",
        _ => node?.DeepClone(),
    };

    private static string? CodeOf(Exchange exchange) => exchange.ContentType == "application/problem+json" ? JsonNode.Parse(exchange.Body!)!["code"]?.GetValue<string>() : null;

    private static List<(string Method, Regex Path, JsonObject Operation)> Read(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(method => method.Value is JsonObject).Select(method =>
            (method.Key.ToUpperInvariant(), new Regex($"^{Regex.Replace(path.Key.Replace(".", "\\.", StringComparison.Ordinal), "\\{(?<name>[^}]+)\\}", "(?<${name}>[^/]+)", RegexOptions.ExplicitCapture, Patience)}$", RegexOptions.ExplicitCapture, Patience), method.Value!.AsObject()))),
    ];
}

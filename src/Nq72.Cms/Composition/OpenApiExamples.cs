using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Nq72.Cms.Composition;

/// <summary>
/// Examples of requests, answers and errors in the OpenAPI document. They went over the wire: the contract test records them into
/// <c>openapi-examples.json</c> beside this file, and holds each against its schema. Read when the document is made, not before.
/// </summary>
internal static class OpenApiExamples
{
    private const string Resource = "Nq72.Cms.Composition.openapi-examples.json";

    private static readonly Lazy<JsonObject> Book = new(Read);

    /// <summary>Adds what was recorded of each operation; nothing where nothing was. The errors that all have in common stand in the document once.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (code, problem) in Shared)
            document.AddComponent<IOpenApiExample>(code, Example(problem!));
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value))
            AddTo(operation, document);
    }

    private static JsonObject Shared => Book.Value["shared"]!.AsObject();

    private static void AddTo(OpenApiOperation operation, OpenApiDocument document)
    {
        foreach (var (status, code) in new[] { ("401", operation.Security is [{ Count: 0 }, ..] ? "badToken" : "noToken"), ("403", "scope"), ("429", "rateLimited") })
        {
            if (Shared.ContainsKey(code))
                Add(operation, status, code, new OpenApiExampleReference(code, document));
        }

        if (operation.OperationId is not { } name || Book.Value["operations"]?[name] is not JsonObject recorded)
            return;
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            parameter.Example = recorded["parameters"]?[parameter.Name!]?.DeepClone();
        if (recorded["request"] is { } request && operation.RequestBody?.Content?.Values.FirstOrDefault() is { } body)
            body.Example = request.DeepClone();
        foreach (var answer in recorded["answers"]!.AsArray())
        {
            var status = answer!["status"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture);
            if (answer["code"]?.GetValue<string>() is { } code)
                Add(operation, operation.Responses?.ContainsKey(status) == true ? status : "default", code, Example(answer["body"]!));
            else if (Answer(operation, status) is { } good)
                good.Example = answer["body"]!.DeepClone();
        }
    }

    private static void Add(OpenApiOperation operation, string status, string code, IOpenApiExample problem)
    {
        if (Answer(operation, status) is not { } media)
            return;
        media.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
        media.Examples[code] = problem;
    }

    private static OpenApiMediaType? Answer(OpenApiOperation operation, string status) =>
        operation.Responses?.TryGetValue(status, out var response) == true ? response.Content?.Values.FirstOrDefault() : null;

    private static OpenApiExample Example(JsonNode problem) => new() { Summary = problem["title"]!.GetValue<string>(), Value = problem.DeepClone() };

    private static JsonObject Read()
    {
        using var stream = typeof(OpenApiExamples).Assembly.GetManifestResourceStream(Resource)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}

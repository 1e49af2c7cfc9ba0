using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Http;

internal static class JsonBodies
{
    /// <summary>Reads a body; 415 when it is not JSON, 400 with the place when it does not fit.</summary>
    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "notJson", new("Thân yêu cầu phải là application/json.", "The body must be application/json."));
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Options, cancellationToken);
            return value is null || (value is JsonNode node && !CanBeRead(node)) ? Malformed("$") : value;
        }
        catch (JsonException exception)
        {
            return Malformed(exception.Path);
        }
        catch (ArgumentException)
        {
            // how a node says that it has two members of one name
            return Malformed("$");
        }
    }

    // a node reads its strings only when asked for them: half a surrogate pair must be found here
    private static bool CanBeRead(JsonNode? node)
    {
        try
        {
            return node switch
            {
                JsonObject members => members.All(member => CanBeRead(member.Value)),
                JsonArray elements => elements.All(CanBeRead),
                JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Problem Malformed(string? path)
    {
        var field = path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
        var problem = Problem.Malformed("malformedJson", new("Không đọc được nội dung JSON.", "The JSON cannot be read."));
        return field.Length == 0
            ? problem
            : problem with { Errors = [new(field, "malformed", new($"'{field}' không đúng kiểu hoặc không đúng dạng.", $"'{field}' has the wrong type or form."))] };
    }
}

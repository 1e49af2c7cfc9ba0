using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>
/// Writes a <see cref="Problem"/> as <c>application/problem+json</c> (RFC 9457) in the language the caller accepts: <c>code</c> is stable,
/// <c>errors</c> holds messages by JSON field name, <c>errorCodes</c> their codes.
/// </summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>The media type of problem details.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>What is written.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>The problem as JSON in one language.</summary>
    public static byte[] Write(Problem problem, string language)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = $"urn:nq72:problem:{problem.Code}",
            ["title"] = problem.Title.In(language),
            ["status"] = problem.Status,
            ["code"] = problem.Code,
        };
        if (problem.Detail is { } detail)
            body["detail"] = detail.In(language);
        if (problem.Errors.Count > 0)
        {
            var byField = problem.Errors.ToLookup(error => error.Field, StringComparer.Ordinal);
            body["errors"] = byField.ToDictionary(field => field.Key, field => field.Select(error => error.Message.In(language)).ToArray(), StringComparer.Ordinal);
            body["errorCodes"] = byField.ToDictionary(field => field.Key, field => field.Select(error => error.Code).ToArray(), StringComparer.Ordinal);
        }

        foreach (var (name, value) in problem.Extensions)
            body[name] = value is Func<string, object?> inLanguage ? inLanguage(language) : value;
        return JsonSerializer.SerializeToUtf8Bytes(body, Json.Options);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = httpContext.RequestLanguage();
        var response = httpContext.Response;
        response.StatusCode = Problem.Status;
        response.ContentType = ContentType;
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = response.Headers.Vary.Count == 0 ? "Accept-Language" : response.Headers.Vary;
        if (Problem.RetryAfter is { } span)
            response.Headers.RetryAfter = ((int)Math.Ceiling(span.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (!response.Headers.ContainsKey("Cache-Control"))
            response.Headers.CacheControl = "no-store";
        var body = Write(Problem, language);
        var method = httpContext.Request.Method;
        // Kestrel keeps the end of an answer of known length back until the request is read or given up: who still sends a body would wait seconds for its refusal
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}

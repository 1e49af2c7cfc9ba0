using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Composition;

/// <summary>What holds for every operation: who may, and what errors look like.</summary>
internal static class OpenApiOperations
{
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var scopes = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(rule => rule.Policy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var bearer = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] };
        // what everyone may read, a key may read too
        operation.Security = scopes.Count > 0 ? [bearer] : [new OpenApiSecurityRequirement(), bearer];
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
        context.Document!.AddComponent(nameof(ProblemDetails), problem);
        operation.Responses ??= [];
        foreach (var (kind, content) in operation.Responses.Values.SelectMany(answer => answer.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)))
            if (IsFile(kind))
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        if (scopes.Count > 0)
        {
            operation.Description = string.Create(CultureInfo.InvariantCulture, $"{operation.Description} Quyền / scope: `{string.Join("`, `", scopes)}`.").TrimStart();
            Add(operation, context.Document, "401", "Thiếu khóa. / No token.");
            Add(operation, context.Document, "403", "Khóa không có quyền này. / The token lacks the scope.");
        }

        Add(operation, context.Document, "429", "Quá giới hạn; hỏi lại sau `Retry-After` giây, xem `RateLimit`. / Beyond a limit; again after `Retry-After` seconds, see `RateLimit`.");
        Add(operation, context.Document, "default", "Lỗi khác; xem `code`. / Any other error; see `code`.");
    }

    // bytes as they are; the framework would call them Base64, or nothing
    private static bool IsFile(string kind) => kind is "application/zip" or "application/pdf" || kind.StartsWith("image/", StringComparison.Ordinal);

    private static void Add(OpenApiOperation operation, OpenApiDocument document, string status, string description) =>
        operation.Responses!.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [ProblemResult.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document) } },
        });
}

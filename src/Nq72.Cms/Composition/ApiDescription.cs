using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Nq72.Cms.Composition;

/// <summary>What the OpenAPI document says of the whole.</summary>
internal static class ApiDescription
{
    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Nq72";
            document.Info.Version = "v1";
            document.Info.Description = "Nội dung, lịch phát và lượt gửi. Lỗi theo RFC 9457 với mã ổn định `code`. / Content, schedules and deliveries. Errors are RFC 9457 problems with a stable `code`.";
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "API token" },
            };
            // every GET has its HEAD; an operation's name may stand only once
            foreach (var path in document.Paths.Values)
                path.Operations?.Remove(HttpMethod.Head);
            OpenApiSchemas.TakeNullOutOfNames(document.Components.Schemas);
            // last: what a slice says of its operation comes after what is said of every one
            OpenApiExamples.AddTo(document);
            return Task.CompletedTask;
        });
        // two verbs may each call their body Request
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name
            ? $"{(type.Type is { IsNested: true, IsGenericType: false } nested ? nested.DeclaringType!.Name : "")}{name}"
            : null;
        options.AddSchemaTransformer(OpenApiSchemas.DescribeAsync);
        options.AddOperationTransformer(OpenApiOperations.DescribeAsync);
    }
}

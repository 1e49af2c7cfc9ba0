using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Nq72.Cms.Recipes.Export;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Recipes;

/// <summary>Recipes in, <c>/api/v1/manage/recipes</c>, and out, <c>/api/v1/manage/export</c>.</summary>
internal static class RecipeEndpoints
{
    public static IEndpointRouteBuilder MapRecipes(this IEndpointRouteBuilder manage)
    {
        manage.MapPost("/recipes", RunAsync).RequireAuthorization(Scopes.Admin).WithTags("Công thức").WithName("RunRecipe").WithSummary("Chạy một công thức (tệp JSON của Orchard Core); dryRun=true chỉ cho biết sẽ làm gì")
            .Produces<RecipeReport>().AddOpenApiOperationTransformer(DescribeBody);
        manage.MapGet("/export", ExportAsync).RequireAuthorization(Scopes.Admin).WithTags("Công thức").WithName("ExportRecipe").WithSummary("Xuất toàn bộ thành một công thức (không có khóa, tài khoản, media)")
            .Produces<object>(contentType: "application/json");
        return manage;
    }

    private static IResult ExportAsync(HttpContext http, ExportRecipe export, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(output => export.WriteAsync(output, cancellationToken), "application/json", "export.recipe.json");
    }

    // the body is streamed, whatever it calls itself: curl sends files as forms
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "Orchard Core recipe",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } },
        };
        return Task.CompletedTask;
    }

    private static async Task<IResult> RunAsync(HttpContext http, RunRecipe run, IOptions<RecipeOptions> options, CancellationToken cancellationToken, bool dryRun = false)
    {
        var limit = options.Value.MaxBytes;
        if (http.Request.ContentLength > limit)
            return new ProblemResult(RecipeReader.TooLarge(limit));
        // the server's own limit may be smaller than ours; a body without a length is counted while it is read
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var source = new RecipeSource(http.Request.Body, null);
        return (dryRun ? await run.TryAsync(source, cancellationToken) : await run.RunAsync(source, http.RequiredActor(), cancellationToken)).ToHttp();
    }
}

using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Nq72.Cms.Media.Store;
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
        manage.MapGet("/export", ExportAsync).RequireAuthorization(Scopes.Admin).WithTags("Công thức").WithName("ExportRecipe").WithSummary("Xuất toàn bộ thành một công thức (không có khóa, tài khoản); media=true thành gói ZIP kèm tệp gốc của kho")
            .Produces<object>(contentType: "application/json", additionalContentTypes: "application/zip");
        return manage;
    }

    private static IResult ExportAsync(HttpContext http, ExportRecipe export, CancellationToken cancellationToken, bool media = false)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        if (media)
            return Results.Stream(output => export.PackAsync(output, cancellationToken), "application/zip", "export.recipe.zip");
        return Results.Stream(output => export.WriteAsync(output, cancellationToken), "application/json", "export.recipe.json");
    }

    // the body is streamed, whatever it calls itself: curl sends files as forms
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "Orchard Core recipe; or a package (ZIP) of one with its files",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
                ["application/zip"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
        return Task.CompletedTask;
    }

    private static async Task<IResult> RunAsync(HttpContext http, RunRecipe run, IBlobStore store, IOptions<RecipeOptions> options, CancellationToken cancellationToken, bool dryRun = false)
    {
        // the server's own limit may be smaller than ours; a body without a length is counted while it is read
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        // a package that is larger than a recipe may be says what it is, so that all else is refused unread
        var saysPackage = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.EndsWith("zip", StringComparison.OrdinalIgnoreCase);
        if (!saysPackage && http.Request.ContentLength > options.Value.MaxBytes)
            return new ProblemResult(RecipeReader.TooLarge(options.Value.MaxBytes));
        var beginning = new byte[RecipePackage.BeginningLength];
        var read = await http.Request.Body.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        var head = beginning.AsMemory(0, read);
        if (!RecipePackage.IsOne(head.Span))
            return await RunAsync(new RecipeSource(new HeadedStream(head, http.Request.Body), null));
        if (http.Request.ContentLength > options.Value.MaxPackageBytes)
            return new ProblemResult(RecipePackage.TooLarge(options.Value.MaxPackageBytes));
        var received = await RecipePackage.ReceiveAsync(head, http.Request.Body, store, options.Value.MaxPackageBytes, cancellationToken);
        if (!received.Succeeded)
            return new ProblemResult(received.Problem);
        await using var package = received.Value;
        await using var recipe = await package.Recipe!.OpenAsync(cancellationToken);
        return await RunAsync(new RecipeSource(recipe, package));

        async Task<IResult> RunAsync(RecipeSource source) =>
            (dryRun ? await run.TryAsync(source, cancellationToken) : await run.RunAsync(source, http.RequiredActor(), cancellationToken)).ToHttp();
    }
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nq72.Cms.Recipes;
using Nq72.Cms.Recipes.Export;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Recipes as tests write and run them.</summary>
internal static class RecipeRuns
{
    /// <summary>The campaign's recipe.</summary>
    public static readonly string Campaign = RepositoryRoot.Combine("recipes", "nq72.recipe.json");

    /// <summary>Runs a recipe that is given as text.</summary>
    public static async Task<Outcome<RecipeReport>> RunAsync(this CmsHost host, string recipe, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(recipe));
        return await host.Services.GetRequiredService<RunRecipe>().RunAsync(new RecipeSource(file, null), Actor.System, cancellationToken);
    }

    /// <summary>Only tries a recipe that is given as text.</summary>
    public static async Task<Outcome<RecipeReport>> TryAsync(this CmsHost host, string recipe, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(recipe));
        return await host.Services.GetRequiredService<RunRecipe>().TryAsync(new RecipeSource(file, null), cancellationToken);
    }

    /// <summary>Runs a recipe that must succeed.</summary>
    public static async Task<RecipeReport> RunSuccessfullyAsync(this CmsHost host, string recipe, CancellationToken cancellationToken)
    {
        var run = await host.RunAsync(recipe, cancellationToken);
        Assert.True(run.Succeeded, $"{run.Problem?.Detail?.En} {string.Join("; ", run.Problem?.Errors.Select(error => $"{error.Field}: {error.Message.En}") ?? [])}");
        return run.Value;
    }

    /// <summary>Runs a recipe that must be refused.</summary>
    public static async Task<Problem> RunInVainAsync(this CmsHost host, string recipe, CancellationToken cancellationToken)
    {
        var run = await host.RunAsync(recipe, cancellationToken);
        Assert.False(run.Succeeded, "The recipe should have been refused.");
        return run.Problem;
    }

    /// <summary>Everything as a recipe.</summary>
    public static async Task<string> ExportAsync(this CmsHost host, CancellationToken cancellationToken)
    {
        await using var scope = host.Services.CreateAsyncScope();
        using var output = new MemoryStream();
        await scope.ServiceProvider.GetRequiredService<ExportRecipe>().WriteAsync(output, cancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Reads a recipe without running it.</summary>
    public static async Task<Outcome<Recipe>> ReadAsync(byte[] file, CancellationToken cancellationToken, string? folder = null)
    {
        using var stream = new MemoryStream(file);
        return await Reader().ReadAsync(new RecipeSource(stream, folder is null ? null : new RecipeFolder(folder)), Parameters, cancellationToken);
    }

    /// <summary>What expressions may ask for.</summary>
    public static readonly IReadOnlyDictionary<string, string> Parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["SiteName"] = "Trang thử" };

    public static RecipeReader Reader(int maxBytes = 20 * 1024 * 1024) => new(Options.Create(new RecipeOptions { MaxBytes = maxBytes }));

    /// <summary>A recipe with one content step.</summary>
    public static string Content(params string[] items) => $$"""{ "name": "test", "steps": [ { "name": "content", "data": [ {{string.Join(",\n", items)}} ] } ] }""";

    /// <summary>An article as Orchard Core writes it.</summary>
    /// <param name="id">A letter or digit; the id is made of it.</param>
    /// <param name="version">The same for the version's id.</param>
    /// <param name="published">Whether it is published.</param>
    /// <param name="latest">Whether it is the newest.</param>
    /// <param name="title">Its title; made of the id without one.</param>
    /// <param name="fields">Members of the part <c>Article</c>.</param>
    /// <param name="further">Further members of the item, each followed by a comma.</param>
    public static string Article(char id, char version, bool published = true, bool latest = true, string? title = null, string? fields = null, string further = "") => $$"""
        { "ContentItemId": "{{Id(id)}}", "ContentItemVersionId": "{{Id(version)}}", "ContentType": "Article", "Latest": {{(latest ? "true" : "false")}}, "Published": {{(published ? "true" : "false")}},
          "TitlePart": { "Title": "{{title ?? $"Bài {id}"}}" }, {{further}}
          "Article": { {{fields ?? """ "Body": { "Markdown": "Nội dung." } """}} } }
        """;

    /// <summary>An id of one letter 26 times.</summary>
    public static string Id(char letter) => new(letter, 26);
}

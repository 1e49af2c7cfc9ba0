using System.Text.Json;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes;

/// <summary>
/// Runs the set-up recipe once. Begin and end are written down: a set-up that was cut off is taken up at the next start, a finished one is
/// never run again, whatever <c>Nq72:SetupRecipe</c> says then.
/// </summary>
internal sealed class SetUp(IServiceScopeFactory scopes, SetUpRecord record, RunRecipe runRecipe, TimeProvider clock)
{
    /// <summary>The value of <c>Nq72:SetupRecipe</c> for an empty system.</summary>
    public const string Nothing = "none";

    private const string Extension = ".recipe.json";

    /// <summary>Runs it when that has not been finished.</summary>
    /// <param name="recipe">Name of a recipe that came with the program, path of a file, or <c>none</c>.</param>
    /// <param name="cancellationToken">Gives up; the next start goes on.</param>
    /// <exception cref="SetUpException">There is no such recipe, or it could not be carried out.</exception>
    public async Task RunAsync(string recipe, CancellationToken cancellationToken)
    {
        if (await record.IsFinishedAsync(cancellationToken))
            return;
        var path = recipe == Nothing ? null : Find(recipe);
        var state = new SetUpState(recipe, clock.Now(), null);
        await WriteAsync(state, cancellationToken);
        if (path is not null)
            await RunFileAsync(path, cancellationToken);
        await WriteAsync(state with { FinishedAt = clock.Now() }, cancellationToken);
    }

    private static string Find(string recipe)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "recipes");
        var isPath = recipe.Contains('/', StringComparison.Ordinal) || recipe.Contains('\\', StringComparison.Ordinal) || recipe.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var path = isPath ? Path.GetFullPath(recipe) : Path.Combine(folder, recipe + Extension);
        if (File.Exists(path))
            return path;
        IEnumerable<string> known = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Extension).Select(file => Path.GetFileName(file)[..^Extension.Length]).Order(StringComparer.Ordinal) : [];
        throw new SetUpException(isPath
            ? $"Nq72:SetupRecipe: không có tệp '{path}'. / There is no such file."
            : $"Nq72:SetupRecipe: không có công thức '{recipe}'; có: {string.Join(", ", known.Append(Nothing))}. / There is no such recipe.");
    }

    private async Task RunFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var run = await runRecipe.RunAsync(new RecipeSource(file, new RecipeFolder(Path.GetDirectoryName(path)!)), Actor.System, cancellationToken);
        if (run.Problem is not { } problem)
            return;
        throw new SetUpException($"Công thức cài đặt {Path.GetFileName(path)} không chạy được. {RecipeFailure.InOneLine(problem)} / The set-up recipe failed.");
    }

    private async Task WriteAsync(SetUpState state, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(cancellationToken);
        var settings = scope.ServiceProvider.GetRequiredService<CmsDb>().Settings;
        var stored = await settings.FindAsync([SetUpState.Key], cancellationToken);
        // a set-up that was cut off keeps the instant of its first begin
        var document = JsonSerializer.Serialize(stored is null ? state : state with { StartedAt = stored.Read<SetUpState>().StartedAt }, Json.Options);
        if (stored is null)
            settings.Add(new Setting { Key = SetUpState.Key, Document = document });
        else
            stored.Document = document;
        await work.CommitAsync(cancellationToken);
    }
}

/// <summary>Why the installation cannot be set up: one clear line for the person who starts it.</summary>
internal sealed class SetUpException(string message) : Exception(message);

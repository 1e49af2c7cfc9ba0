using System.CommandLine;
using Nq72.Cms.Composition;
using Nq72.Cms.Recipes;
using Nq72.Cms.Recipes.Export;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.CommandLine;

/// <summary><c>recipe run FILE</c> runs a recipe file against this installation; <c>recipe export [FILE]</c> writes one of everything in it.</summary>
internal static class RecipeCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp công thức (*.recipe.json), hoặc gói ZIP kèm tệp. / Recipe file, or a ZIP package with its files." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Chỉ cho biết sẽ làm gì, không ghi. / Only tell what would be done." };
        var run = new Command("run", "Chạy một công thức. / Run a recipe.") { file, dryRun };
        run.TreatUnmatchedTokensAsErrors = false;
        run.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await StartUp.OpenAsync(app.Services, cancellationToken);
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            await using var stream = OpenRecipe(path);
            var outcome = await RunAsync(app.Services.GetRequiredService<RunRecipe>(), stream, path, parsed.GetValue(dryRun), cancellationToken);
            if (!outcome.Succeeded)
                throw new StartUpException(RecipeFailure.InOneLine(outcome.Problem));
            Console.WriteLine(outcome.Value.Describe());
            return 0;
        }));
        return new Command("recipe", "Công thức. / Recipes.") { run, MakeExport() };
    }

    private static async Task<Outcome<RecipeReport>> RunAsync(RunRecipe recipes, FileStream file, string path, bool dryRun, CancellationToken cancellationToken)
    {
        var beginning = new byte[RecipePackage.BeginningLength];
        var isPackage = RecipePackage.IsOne(beginning.AsSpan(0, await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken)));
        file.Position = 0;
        if (!isPackage)
            return await RunAsync(new RecipeSource(file, new RecipeFolder(Path.GetDirectoryName(path)!)));
        var opened = await RecipePackage.OpenAsync(file, cancellationToken);
        if (!opened.Succeeded)
            return opened.Problem;
        await using var package = opened.Value;
        await using var recipe = await package.Recipe!.OpenAsync(cancellationToken);
        return await RunAsync(new RecipeSource(recipe, package));

        Task<Outcome<RecipeReport>> RunAsync(RecipeSource source) => dryRun ? recipes.TryAsync(source, cancellationToken) : recipes.RunAsync(source, Actor.System, cancellationToken);
    }

    private static Command MakeExport()
    {
        var file = new Argument<string?>("FILE") { Description = "Tệp ghi ra; tên .zip thì thành gói kèm các tệp của kho; không có thì in ra màn hình. / File; one named .zip becomes a package with the library's files; standard output without one.", Arity = ArgumentArity.ZeroOrOne };
        var export = new Command("export", "Xuất toàn bộ thành một công thức. / Export everything as a recipe.") { file };
        export.TreatUnmatchedTokensAsErrors = false;
        export.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            // standard output is the recipe and nothing else
            await using var app = Nq72Host.Build([.. Nq72Commands.Settings(parsed), "--Logging:Console:LogToStandardErrorThreshold=Trace"]);
            await StartUp.OpenAsync(app.Services, cancellationToken);
            await using var services = app.Services.CreateAsyncScope();
            await using var output = parsed.GetValue(file) is { } path ? CreateFile(path) : Console.OpenStandardOutput();
            var recipe = services.ServiceProvider.GetRequiredService<ExportRecipe>();
            await (Path.GetExtension(parsed.GetValue(file)) is ".zip" ? recipe.PackAsync(output, cancellationToken) : recipe.WriteAsync(output, cancellationToken));
            return 0;
        }));
        return export;
    }

    private static FileStream CreateFile(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"Không ghi được tệp '{path}': {exception.Message} / The file cannot be written.");
        }
    }

    private static FileStream OpenRecipe(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"Không mở được công thức '{path}': {exception.Message} / The recipe cannot be opened.");
        }
    }
}

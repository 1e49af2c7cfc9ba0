using System.CommandLine;
using Nq72.Cms.Composition;
using Nq72.Cms.Recipes;

namespace Nq72.Cms.CommandLine;

/// <summary><c>recipe run FILE</c>: runs a recipe file against this installation.</summary>
internal static class RecipeCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp công thức (*.recipe.json). / Recipe file." };
        var run = new Command("run", "Chạy một công thức. / Run a recipe.") { file };
        run.TreatUnmatchedTokensAsErrors = false;
        run.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await StartUp.OpenAsync(app.Services, cancellationToken);
            await using var stream = OpenRecipe(parsed.GetValue(file)!);
            await using var services = app.Services.CreateAsyncScope();
            var outcome = await services.ServiceProvider.GetRequiredService<RunRecipe>().RunAsync(stream, cancellationToken);
            if (!outcome.Succeeded)
                throw new StartUpException($"{outcome.Problem.Title.Vi}: {outcome.Problem.Detail?.Vi}");
            Console.WriteLine(outcome.Value.Describe());
            return 0;
        }));
        return new Command("recipe", "Công thức. / Recipes.") { run };
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

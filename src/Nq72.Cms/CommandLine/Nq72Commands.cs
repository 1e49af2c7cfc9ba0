using System.CommandLine;
using Nq72.Cms.Composition;

namespace Nq72.Cms.CommandLine;

/// <summary>The program's verbs. Exit 0 done; 1 failed, with one clear line on stderr; 2 wrong usage.</summary>
internal static class Nq72Commands
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Nq72: CMS không giao diện cố định và bộ hẹn giờ phát hành nội dung. / Headless CMS and content scheduler.")
        {
            // settings go through: --urls, --Nq72:DataDirectory=…
            TreatUnmatchedTokensAsErrors = false,
        };
        var serve = new Command("serve", "Chạy máy chủ (mặc định). / Serve (default).") { TreatUnmatchedTokensAsErrors = false };
        root.Add(serve);
        root.Add(MigrateCommand.Make());
        root.Add(RecipeCommand.Make());
        root.Add(TokenCommand.Make());
        root.Add(UserCommand.Make());
        root.Add(RehearseCommand.Make());
        root.Add(BackupCommand.Make());
        root.Add(RestoreCommand.Make());
        root.Add(DoctorCommand.Make());
        root.Add(PosterCommand.Make());
        serve.SetAction((parsed, cancellationToken) => GuardAsync(() => ServeCommand.RunAsync(Settings(parsed), cancellationToken)));
        root.SetAction((parsed, cancellationToken) => GuardAsync(() => ServeCommand.RunAsync(Settings(parsed), cancellationToken)));
        var result = root.Parse(args);
        if (UsageError(result) is { } error)
        {
            await Console.Error.WriteLineAsync(error);
            return 2;
        }

        // the host handles SIGTERM itself, and takes up to ten seconds to give its leases back
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Runs a verb; what stops the start, and what a verb answers as a problem, becomes one line and exit code 1.</summary>
    internal static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception exception) when (StartUp.Explain(exception) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    /// <summary>What the verb leaves to the configuration.</summary>
    internal static string[] Settings(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    private static string? UsageError(ParseResult result)
    {
        if (result.Errors.Count > 0)
            return string.Join(' ', result.Errors.Select(error => error.Message));
        // a word that is neither a verb nor a setting is a mistyped verb
        var stray = result.UnmatchedTokens.Count > 0 && !result.UnmatchedTokens[0].StartsWith('-') && !result.UnmatchedTokens[0].Contains('=', StringComparison.Ordinal);
        return stray ? $"Không có lệnh '{result.UnmatchedTokens[0]}'. / There is no command '{result.UnmatchedTokens[0]}'. (--help)" : null;
    }
}

using System.Diagnostics;

namespace Nq72.Testing;

/// <summary>Runs the scripts in <c>tests/clients</c>: what a partner would use to check what we sent.</summary>
public static class NodeClient
{
    private static readonly string Folder = RepositoryRoot.Combine("tests", "clients");

    /// <summary>The schema that ninjs documents are held against.</summary>
    public static string NinjsSchema { get; } = RepositoryRoot.Combine("tests", "schemas", "ninjs-schema_3.1.json");

    /// <summary>Runs a script to its end. Without Node or its libraries the test is skipped, and fails in CI.</summary>
    /// <param name="script">File name in <c>tests/clients</c>, such as <c>verify-webhook.mjs</c>.</param>
    /// <param name="input">What it reads on its standard input.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<NodeResult> RunAsync(string script, string input, CancellationToken cancellationToken, params string[] arguments)
    {
        Need.Present(Directory.Exists(Path.Combine(Folder, "node_modules")), "the libraries of tests/clients (tests/run installs them; needs Node 20)");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        using var process = Process.Start(start)!;
        await using var kill = cancellationToken.Register(process.Kill);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended before it read; its exit code and what it said tell why
        }

        await process.WaitForExitAsync(cancellationToken);
        return new NodeResult(process.ExitCode, await output, await error);
    }

    /// <summary>Whether a push verifies with the reference library of Standard Webhooks; the reason is in <see cref="NodeResult.Error"/>.</summary>
    public static Task<NodeResult> VerifyWebhookAsync(string secret, Http.ReceivedRequest request, CancellationToken cancellationToken) =>
        RunAsync("verify-webhook.mjs", System.Text.Json.JsonSerializer.Serialize(new { secret, headers = request.Headers, body = request.Text }), cancellationToken);

    /// <summary>Whether documents, each a JSON text, are valid ninjs 3.1.</summary>
    public static Task<NodeResult> ValidateNinjsAsync(IEnumerable<string> documents, CancellationToken cancellationToken) =>
        RunAsync("validate-ninjs.mjs", $"[{string.Join(',', documents)}]", cancellationToken, NinjsSchema);
}

/// <summary>How a script ended.</summary>
public sealed record NodeResult(int ExitCode, string Output, string Error);

using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Nq72.Testing.Cms;

/// <summary>
/// The built program as a child process, to be asked over HTTP, killed and started again on the same data and port. A test project that
/// uses it references <c>Nq72.Cms</c>, so that it is built.
/// </summary>
public sealed class CmsProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Signs = ["/health/ready", "/api/v1/items?limit=1"];

    private readonly CmsSettings settings;
    private readonly TemporaryFolder folder = new("nq72-cms-");
    private readonly ProcessOutput output = new();
    private readonly HttpClient probe = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly EventHandler atExit;
    private readonly int port = FreePort.Next();
    private Process? process;

    private CmsProcess(CmsSettings settings)
    {
        this.settings = settings;
        atExit = (_, _) => process?.Kill(entireProcessTree: true);
        AppDomain.CurrentDomain.ProcessExit += atExit;
    }

    /// <summary>The program, built with the same configuration as the tests.</summary>
    public static string Program { get; } = RepositoryRoot.Combine(
        "src", "Nq72.Cms", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name, "Nq72.Cms.dll");

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>; stays the same over restarts.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    /// <summary>Its data directory, or that of its database.</summary>
    public string DataDirectory => settings.Database?.DataDirectory ?? folder.Path;

    /// <summary>What it printed since the first start.</summary>
    public string Output => output.Text;

    /// <summary>Whether it was started and has not ended.</summary>
    public bool Runs => process is { HasExited: false };

    /// <summary>Its process id; throws while it does not run.</summary>
    public int Id => (process ?? throw new InvalidOperationException("The program does not run.")).Id;

    /// <summary>A program that is ready.</summary>
    public static async Task<CmsProcess> StartNewAsync(CmsSettings settings, CancellationToken cancellationToken)
    {
        var cms = new CmsProcess(settings);
        try
        {
            await cms.StartAsync(cancellationToken);
        }
        catch
        {
            await cms.DisposeAsync();
            throw;
        }

        return cms;
    }

    /// <summary>Runs one verb (<c>migrate</c>, <c>backup</c>, <c>doctor</c>, …) with the settings and waits for its end.</summary>
    public static async Task<VerbResult> RunAsync(CmsSettings settings, CancellationToken cancellationToken, params string[] arguments)
    {
        using var own = new TemporaryFolder("nq72-verb-");
        using var verb = Launch(settings, settings.Database?.DataDirectory ?? own.Path, arguments, followed: null);
        await using var kill = cancellationToken.Register(verb.Kill);
        var printed = verb.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = verb.StandardError.ReadToEndAsync(cancellationToken);
        await verb.WaitForExitAsync(cancellationToken);
        return new VerbResult(verb.ExitCode, await printed, await error);
    }

    /// <summary>Runs one verb beside this program, on its data.</summary>
    public Task<VerbResult> RunVerbAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(settings with { Further = new Dictionary<string, string?>(settings.Further, StringComparer.Ordinal) { ["Nq72:DataDirectory"] = DataDirectory } }, cancellationToken, arguments);

    /// <summary>Starts it (again) and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch(cancellationToken);
        try
        {
            await Eventually.TrueAsync(() => IsReadyAsync(cancellationToken), Patience, cancellationToken, $"{Url} is ready");
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            Assert.Fail($"{failure.Message}; it printed:{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Starts it without waiting, for tests of the start itself.</summary>
    public void Launch(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (process is not null)
            throw new InvalidOperationException("The program runs already.");
        process = Launch(settings, DataDirectory, ["--urls", Url.ToString()], output);
    }

    /// <summary>kill -9: it gets no chance to finish anything.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (process is null)
            return;
        process.Kill();
        await EndAsync(cancellationToken);
    }

    /// <summary>Waits for an end that something inside it brings about. Returns the exit code (137 after SIGKILL); null when it still runs after the time.</summary>
    public async Task<int?> WaitForEndAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await process!.WaitForExitAsync(cancellationToken).WaitAsync(timeout, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }

        return await EndAsync(cancellationToken);
    }

    /// <summary>SIGTERM, as a service manager stops it. Returns the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Signal("TERM");
        return await EndAsync(cancellationToken);
    }

    /// <summary>Stands still until <see cref="Resume"/>: a node that others think dead.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Goes on as if nothing had been.</summary>
    public void Resume() => Signal("CONT");

    /// <summary>A client with the token that has every scope.</summary>
    public CmsClient Client() => new(Url, CmsSettings.BootstrapToken);

    /// <summary>A client with another token; null for the public.</summary>
    public CmsClient Client(string? token) => new(Url, token);

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= atExit;
        await KillAsync(CancellationToken.None);
        probe.Dispose();
        folder.Dispose();
    }

    private static Process Launch(CmsSettings settings, string dataDirectory, IEnumerable<string> arguments, ProcessOutput? followed)
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"{Program} is not built; the test project must reference Nq72.Cms.");
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = dataDirectory,
        };
        // what the tests' own environment says about the program would decide tests
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings.Environment(dataDirectory))
            start.Environment[name] = value;
        var started = Process.Start(start)!;
        followed?.Follow(started);
        return started;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("Nq72__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Database__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (process!.HasExited)
            Assert.Fail($"The program ended with {process.ExitCode} before it was ready");
        try
        {
            foreach (var path in Signs)
            {
                using var answer = await probe.GetAsync(new Uri(Url, path), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return true;
                // a readiness that says no is believed; only where there is none does the first answer count
                if (answer.StatusCode != HttpStatusCode.NotFound)
                    return false;
            }
        }
        catch (HttpRequestException)
        {
            // not listening yet
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // listening but too busy to answer
        }

        return false;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await process!.WaitForExitAsync(cancellationToken);
        var code = process.ExitCode;
        process.Dispose();
        process = null;
        return code;
    }
}

/// <summary>How a verb ended.</summary>
public sealed record VerbResult(int ExitCode, string Output, string Error);

using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Faults.Tests.Support;

/// <summary>One node of an installation: the built program, with a start-up hook that can end it at a step.</summary>
internal sealed class FaultyNode : IAsyncDisposable
{
    private const int Killed = 128 + 9;
    private const string ReadySign = "Nq72 sẵn sàng";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly TemporaryFolder folder;
    private int printed;

    private FaultyNode(TemporaryFolder folder, CmsProcess process)
    {
        this.folder = folder;
        Process = process;
    }

    public CmsProcess Process { get; }

    private string FaultFile => folder.Combine("fault");

    /// <summary>A node that is ready and unharmed.</summary>
    /// <param name="database">Shared by the installation's nodes.</param>
    /// <param name="further">Settings beyond those of the fault tests.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task<FaultyNode> StartNewAsync(TestDatabase database, IReadOnlyDictionary<string, string?> further, CancellationToken cancellationToken)
    {
        var own = new TemporaryFolder("nq72-node-");
        var settings = new Dictionary<string, string?>(further, StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "Nq72.Faults.dll"),
            ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
            ["NQ72_FAULT_FILE"] = own.Combine("fault"),
        };
        var recipe = Path.Combine(AppContext.BaseDirectory, "faults.recipe.json");
        return new(own, await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = recipe, Further = settings }, cancellationToken));
    }

    /// <summary>kill -9 from outside, wherever it is.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => Process.KillAsync(cancellationToken);

    /// <summary>Starts it again, to be struck at a step; null for never.</summary>
    public async Task StartAsync(Fault? fault, CancellationToken cancellationToken)
    {
        await SayAsync(fault, cancellationToken);
        await Process.StartAsync(cancellationToken);
    }

    /// <summary>Starts it again when it is dead, and wakes it when it is frozen.</summary>
    public async Task ReviveAsync(CancellationToken cancellationToken)
    {
        if (Process.Runs)
        {
            Process.Resume();
            return;
        }

        await KillAsync(cancellationToken);
        await StartAsync(null, cancellationToken);
    }

    /// <summary>Starts it again and lives with it until it is struck. Returns whether it was, or had to be killed from outside because it never came to the step.</summary>
    public async Task<bool> LiveAsync(Fault fault, CancellationToken cancellationToken)
    {
        await SayAsync(fault, cancellationToken);
        printed = Process.Output.Length;
        Process.Launch(cancellationToken);
        return await DieAsync(cancellationToken);
    }

    /// <summary>Waits until it is struck; kills it from outside when it has run for a while and never came to the step.</summary>
    public async Task<bool> DieAsync(CancellationToken cancellationToken)
    {
        var launched = TimeProvider.System.GetTimestamp();
        long? ready = null;
        while (ready is not { } since || TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(launched) < LongestStart, $"The program does not get ready:{Environment.NewLine}{Process.Output}");
            if (await Process.WaitForEndAsync(Step, cancellationToken) is { } code)
            {
                Assert.True(code == Killed, $"The program ended with {code} by itself:{Environment.NewLine}{Process.Output}");
                return true;
            }

            if (ready is null && Process.Output.AsSpan(printed).Contains(ReadySign, StringComparison.Ordinal))
                ready = TimeProvider.System.GetTimestamp();
        }

        await KillAsync(cancellationToken);
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        folder.Dispose();
    }

    private Task SayAsync(Fault? fault, CancellationToken cancellationToken) => File.WriteAllTextAsync(FaultFile, fault?.ToString() ?? "", cancellationToken);
}

using System.Diagnostics;
using System.Globalization;

namespace Nq72.Faults.Tests.Support;

/// <summary>The recording receiver in a process of its own: what it saw is a file, whatever dies around it.</summary>
internal sealed class ReceiverProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Nq72.Faults.dll");

    private readonly TemporaryFolder folder = new("nq72-receiver-");
    private readonly Process process;
    private readonly EventHandler atExit;

    private ReceiverProcess(TimeSpan pause, int lose)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", [Program, File, ((int)pause.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), lose.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        atExit = (_, _) => process.Kill();
        AppDomain.CurrentDomain.ProcessExit += atExit;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Everything that it has seen.</summary>
    public IReadOnlyList<ReceivedPush> Received => ReceivedPush.ReadFile(File);

    private string File => folder.Combine("received.jsonl");

    /// <summary>A receiver that listens.</summary>
    /// <param name="pause">How long each answer takes.</param>
    /// <param name="lose">Every which answer is lost after the push was recorded; 0 for none.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task<ReceiverProcess> StartNewAsync(TimeSpan pause, int lose, CancellationToken cancellationToken)
    {
        var receiver = new ReceiverProcess(pause, lose);
        receiver.Url = new Uri(await receiver.process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The receiver did not start."));
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= atExit;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nq72.Faults;

/// <summary>Listens to the steps of the deliveries in this process and kills the process with SIGKILL at the one that was asked for.</summary>
internal sealed class FaultStrike(Fault fault) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Listener = "Nq72.Deliveries";
    private const int Kill = 9;

    private int hits;
    private Timer? timer;

    public void Listen() => DiagnosticListener.AllListeners.Subscribe(this);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener)
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (fault.Step == Fault.After)
        {
            if (Interlocked.Increment(ref hits) == 1)
                timer = new Timer(_ => Strike(), null, fault.Hit, Timeout.Infinite);
        }
        else if (Matches(value) && Interlocked.Increment(ref hits) == fault.Hit)
        {
            Strike();
        }
    }

    public void OnError(Exception error)
    {
        // a listener has no errors
    }

    public void OnCompleted() => timer?.Dispose();

    private bool Matches(KeyValuePair<string, object?> step) =>
        (fault.Step == Fault.Any || fault.Step == step.Key)
        && (fault.Channel is null || step.Value?.GetType().GetProperty("Channel")?.GetValue(step.Value) as string == fault.Channel);

    // nothing is flushed, closed or answered: not one instruction more than the step had done
    private static void Strike() => _ = SendSignal(Environment.ProcessId, Kill);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

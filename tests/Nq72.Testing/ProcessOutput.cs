using System.Diagnostics;
using System.Text;

namespace Nq72.Testing;

/// <summary>What a child process printed so far, both streams in the order of arrival. Thread-safe.</summary>
public sealed class ProcessOutput
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();

    /// <summary>Everything up to now.</summary>
    public string Text
    {
        get
        {
            lock (gate)
                return text.ToString();
        }
    }

    /// <summary>Starts to read a process whose streams are redirected, so that it never blocks on a full pipe.</summary>
    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString() => Text;

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (gate)
            text.AppendLine(line);
    }
}

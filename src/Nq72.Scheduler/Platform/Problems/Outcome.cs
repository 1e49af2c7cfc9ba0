using System.Diagnostics.CodeAnalysis;

namespace Nq72.Scheduler.Platform.Problems;

/// <summary>Either a value or a <see cref="Problem"/>. Expected failures are values; exceptions are bugs or broken infrastructure.</summary>
public readonly struct Outcome<T>
{
    private Outcome(T? value, Problem? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>The value when <see cref="Succeeded"/>; otherwise the default of <typeparamref name="T"/>.</summary>
    public T? Value { get; }

    /// <summary>What went wrong; null on success.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}

/// <summary>The value of an <see cref="Outcome{T}"/> that has nothing to tell but that it was done.</summary>
public readonly record struct Done
{
    /// <summary>It was done.</summary>
    public static readonly Done Value;
}

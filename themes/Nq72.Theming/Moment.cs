namespace Nq72.Theming;

/// <summary>An instant, ready to be shown.</summary>
/// <param name="Local">Local wall time, written out in the interface language (<c>07:00, 07/04/2026</c>).</param>
/// <param name="Rfc3339">The same instant with its offset, for machines.</param>
public sealed record Moment(string Local, string Rfc3339);

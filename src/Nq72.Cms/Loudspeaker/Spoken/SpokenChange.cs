namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>One change of wording from written to spoken.</summary>
/// <param name="From">As written.</param>
/// <param name="To">As spoken; empty when it is left out.</param>
/// <param name="At">Where it begins in the written text, in UTF-16 units, from 0.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Rule">Why.</param>
public sealed record SpokenChange(string From, string To, int At, int Length, SpokenRule Rule);

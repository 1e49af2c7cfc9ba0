namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>How a document is named aloud; whoever looks it up knows the issuer, no rule does.</summary>
/// <param name="Kind">"Nghị quyết".</param>
/// <param name="Number">"bảy mươi hai"; what stands after "số".</param>
/// <param name="Issuer">"Bộ Chính trị".</param>
public sealed record SpokenDocument(string Kind, string Number, string Issuer);

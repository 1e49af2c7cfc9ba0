namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What an editor should look at.</summary>
/// <param name="Code">What it is about.</param>
/// <param name="Written">The words in question, cut at 200 characters.</param>
/// <param name="At">Where they begin in the written text, in UTF-16 units, from 0.</param>
/// <param name="Length">How long they are there.</param>
/// <param name="Candidates">Readings that are possible; empty when none is known.</param>
public sealed record SpokenFinding(SpokenDoubt Code, string Written, int At, int Length, IReadOnlyList<string> Candidates)
{
    /// <summary>Whether somebody has to give a reading before this can be read out; the spoken text holds the written words in ⟦ ⟧. Otherwise it is a remark.</summary>
    public bool Asks => Code is not (SpokenDoubt.ForeignWord or SpokenDoubt.AddressLeftOut or SpokenDoubt.EmojiLeftOut or SpokenDoubt.Table or SpokenDoubt.OtherLanguage or SpokenDoubt.IssuerDiffers);
}

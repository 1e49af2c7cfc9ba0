using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Loudspeaker;

/// <summary>What a text becomes when it is read out.</summary>
/// <param name="Text">What was read: as sent, composed, without blanks around it, the commune's name in place. <c>at</c> and <c>length</c> count in it.</param>
/// <param name="Spoken">The text to be read out; what somebody has to decide stands in ⟦ ⟧ as written.</param>
/// <param name="Syllables">How many syllables it has.</param>
/// <param name="Seconds">How long it takes, to a tenth.</param>
/// <param name="Findings">What an editor should look at, in the order of the text.</param>
/// <param name="Changes">Every change of wording, in the order of the text.</param>
public sealed record SpokenAnswer(string Text, string Spoken, int Syllables, double Seconds, IReadOnlyList<SpokenFindingView> Findings, IReadOnlyList<SpokenChangeView> Changes)
{
    internal static SpokenAnswer Of(SpeakText.Result result, string language) => new(
        result.Text, result.Read.Spoken, result.Read.Syllables, result.Read.Seconds,
        [.. result.Read.Findings.Select(finding => new SpokenFindingView(finding.Code, finding.Asks, finding.Written, finding.At, finding.Length, finding.Candidates, SpokenWords.Of(finding.Code).In(language)))],
        [.. result.Read.Changes.Select(change => new SpokenChangeView(change.From, change.To, change.At, change.Length, change.Rule, SpokenWords.Of(change.Rule).In(language)))]);
}

/// <summary>What an editor should look at.</summary>
/// <param name="Code">What it is about.</param>
/// <param name="Asks">Whether somebody has to give a reading before the text can be read out; otherwise it is a remark.</param>
/// <param name="Written">The words in question, cut at 200 characters.</param>
/// <param name="At">Where they begin, in UTF-16 units, from 0.</param>
/// <param name="Length">How long they are.</param>
/// <param name="Candidates">Readings that are possible; empty when none is known.</param>
/// <param name="Message">The same in words.</param>
public sealed record SpokenFindingView(SpokenDoubt Code, bool Asks, string Written, int At, int Length, IReadOnlyList<string> Candidates, string Message);

/// <summary>A change of wording.</summary>
/// <param name="From">As written.</param>
/// <param name="To">As spoken; empty when it is left out.</param>
/// <param name="At">Where it begins, in UTF-16 units, from 0.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Rule">Why.</param>
/// <param name="Message">The same in words.</param>
public sealed record SpokenChangeView(string From, string To, int At, int Length, SpokenRule Rule, string Message);

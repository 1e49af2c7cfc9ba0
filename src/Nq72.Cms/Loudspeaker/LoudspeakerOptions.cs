using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Loudspeaker;

/// <summary>How fast texts are read out.</summary>
public sealed class LoudspeakerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Loudspeaker";

    /// <summary>Syllables a minute while speaking, 60–233 (<see cref="SpeechPace.Ceiling"/>: national radio news); default 190, an assumption for listeners outdoors.</summary>
    [Range(SpeechPace.Floor, SpeechPace.Ceiling)]
    public int SyllablesPerMinute { get; set; } = 190;

    /// <summary>The rate of single languages by tag, 60–233 (<c>Nq72:Loudspeaker:Rates:tyz=170</c>); default none: every language has <see cref="SyllablesPerMinute"/>.</summary>
    public Dictionary<string, int> Rates { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How fast a language is read.</summary>
    public SpeechPace PaceOf(string lang) => new() { SyllablesPerMinute = Rates.GetValueOrDefault(lang, SyllablesPerMinute) };
}

/// <summary>Says at the start that a language would be read faster or slower than anyone does.</summary>
internal sealed class LoudspeakerOptionsCheck : IValidateOptions<LoudspeakerOptions>
{
    public ValidateOptionsResult Validate(string? name, LoudspeakerOptions options)
    {
        string[] wrong = [.. options.Rates.Where(rate => rate.Value is < SpeechPace.Floor or > SpeechPace.Ceiling).Select(rate =>
            $"{LoudspeakerOptions.Section}:Rates:{rate.Key} ({rate.Value}) phải từ {SpeechPace.Floor} đến {SpeechPace.Ceiling} âm tiết một phút (must be between them, in syllables a minute).")];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

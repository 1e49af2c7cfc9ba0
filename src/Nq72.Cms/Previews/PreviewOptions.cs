using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Nq72.Cms.Previews;

/// <summary>How long preview links hold.</summary>
public sealed class PreviewOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Previews";

    /// <summary>Days that a link holds for which nobody said how long, 1–365; default 7.</summary>
    [Range(1, 365)]
    public int DefaultDays { get; set; } = 7;

    /// <summary>Most days that a link may hold, 1–365; default 90.</summary>
    [Range(1, 365)]
    public int MaxDays { get; set; } = 90;
}

/// <summary>Says at the start that a link would hold longer than any may.</summary>
internal sealed class PreviewOptionsCheck : IValidateOptions<PreviewOptions>
{
    public ValidateOptionsResult Validate(string? name, PreviewOptions options) => options.DefaultDays <= options.MaxDays
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{PreviewOptions.Section}:DefaultDays ({options.DefaultDays}) không được hơn MaxDays ({options.MaxDays}) (must not be more than MaxDays).");
}

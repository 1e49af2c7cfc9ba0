using System.Globalization;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.DeskSettings.Pages;

/// <summary>The form of the site settings as typed.</summary>
/// <param name="SiteName">Name of the site.</param>
/// <param name="Tagline">A sentence below it.</param>
/// <param name="Publisher">Who publishes.</param>
/// <param name="DefaultLanguage">BCP 47.</param>
/// <param name="Campaign">Key of the public page's campaign; empty for the first.</param>
/// <param name="FestiveAll">Whether everything counts as festive.</param>
/// <param name="FestiveTypes">Content types that are festive.</param>
/// <param name="FestiveGenres">Genres that are festive.</param>
/// <param name="FestiveTags">Tags that are festive, with commas between.</param>
/// <param name="Heading">First line of a script's sheet.</param>
/// <param name="Greeting">A script's greeting.</param>
/// <param name="Attribution">Who publishes, in a script.</param>
/// <param name="Correction">What goes before a correction, in a script.</param>
/// <param name="Closing">A script's end.</param>
/// <param name="ItemSeconds">Seconds that one item may take.</param>
/// <param name="PostLimits">Limits of channels that are posted to by hand.</param>
/// <param name="Languages">The languages.</param>
public sealed record SiteForm(
    string? SiteName, string? Tagline, string? Publisher, string? DefaultLanguage, string? Campaign, bool FestiveAll, IReadOnlyList<string>? FestiveTypes, IReadOnlyList<string>? FestiveGenres, string? FestiveTags,
    string? Heading, string? Greeting, string? Attribution, string? Correction, string? Closing, string? ItemSeconds, IReadOnlyList<SiteForm.Limit>? PostLimits, IReadOnlyList<SiteForm.Language>? Languages)
{
    /// <summary>A limit as typed.</summary>
    public sealed record Limit(string? Channel, string? Part, string? Most, string? Source);

    /// <summary>A language as typed.</summary>
    public sealed record Language(string? Tag, string? Name, string? Note, string? Evidence, string? Serves, bool NativeSignOff);

    /// <summary>The languages, with an empty row to add one.</summary>
    public IReadOnlyList<Language> LanguageRows => [.. Languages ?? [], new Language(null, null, null, null, null, false)];

    /// <summary>The limits, with an empty row to add one.</summary>
    public IReadOnlyList<Limit> LimitRows => [.. PostLimits ?? [], new Limit(null, "title", null, null)];

    /// <summary>The form that shows the settings as they are.</summary>
    public static SiteForm Of(SiteSettings site) => new(
        site.SiteName, site.Tagline, site.Publisher, site.DefaultLanguage, site.Campaign, site.Festive is null, site.Festive?.Types, site.Festive?.Genres, string.Join(", ", site.Festive?.Tags ?? []),
        site.Script.Heading, site.Script.Greeting, site.Script.Attribution, site.Script.Correction, site.Script.Closing, Number(site.Script.ItemSeconds),
        [.. site.PostLimits.Select(limit => new Limit(limit.Channel, limit.Part, Number(limit.Most), limit.Source))],
        [.. site.Languages.Select(language => new Language(language.Tag, language.Name, language.Note, language.Evidence, string.Join(", ", language.Serves ?? []), language.NativeSignOff))]);

    /// <summary>Without the rows that were left empty, so that errors are counted as the verb counts.</summary>
    public SiteForm Filled() => this with
    {
        PostLimits = [.. (PostLimits ?? []).Where(limit => !string.IsNullOrWhiteSpace(limit.Channel))],
        Languages = [.. (Languages ?? []).Where(language => !string.IsNullOrWhiteSpace(language.Tag) || !string.IsNullOrWhiteSpace(language.Name))],
    };

    /// <summary>The settings with what was typed. A number that cannot be read is one that the verb refuses.</summary>
    public SiteSettings Put(SiteSettings before) => before with
    {
        SiteName = SiteName?.Trim() ?? "", Tagline = Tagline?.Trim() ?? "", Publisher = Publisher?.Trim() ?? "", DefaultLanguage = DefaultLanguage?.Trim() ?? "", Campaign = string.IsNullOrEmpty(Campaign) ? null : Campaign,
        Festive = FestiveAll ? null : new ContentMarks(FestiveTypes ?? [], Names(FestiveTags), FestiveGenres ?? []),
        Script = before.Script with { Heading = Heading?.Trim() ?? "", Greeting = Greeting?.Trim() ?? "", Attribution = Attribution?.Trim() ?? "", Correction = Correction?.Trim() ?? "", Closing = Closing?.Trim() ?? "", ItemSeconds = Number(ItemSeconds) },
        PostLimits = [.. (PostLimits ?? []).Select(limit => new PostLimit(limit.Channel!.Trim(), limit.Part ?? "", Number(limit.Most), limit.Source?.Trim() ?? ""))],
        Languages = [.. (Languages ?? []).Select(language => new SiteLanguage(language.Tag?.Trim() ?? "", language.Name?.Trim() ?? "", Text(language.Note), Text(language.Evidence), Names(language.Serves) is { Count: > 0 } serves ? serves : null) { NativeSignOff = language.NativeSignOff })],
    };

    private static IReadOnlyList<string> Names(string? text) => [.. (text ?? "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

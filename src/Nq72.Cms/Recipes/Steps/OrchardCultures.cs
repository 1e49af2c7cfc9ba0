using System.Globalization;
using System.Text.Json.Nodes;
using Nq72.Cms.Platform.Site;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// Orchard Core's cultures, <c>"LocalizationSettings": {"DefaultCulture": "vi", "SupportedCultures": ["vi", "en"]}</c> in the step
/// <c>settings</c>, as our languages, both ways. Ours say more (names, what serves whom) and win where both stand.
/// </summary>
internal static class OrchardCultures
{
    /// <summary>The member's name.</summary>
    public const string Name = "LocalizationSettings";

    private const string Default = "DefaultCulture";
    private const string Supported = "SupportedCultures";

    /// <summary>The settings with the languages that Orchard Core's member names; a language that is known keeps its name, none is taken away.</summary>
    public static SiteSettings Add(RecipeObject body, SiteSettings settings)
    {
        if (body.Object(Name) is not { } cultures || body.Any("Languages") is not null)
            return settings;
        var tags = cultures.Texts(Supported).Prepend(cultures.Text(Default) ?? "").Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var main = body.Any("DefaultLanguage") is null && cultures.Text(Default) is { Length: > 0 } given ? given : settings.DefaultLanguage;
        var added = tags.Where(tag => settings.Languages.All(language => language.Tag != tag)).Select(tag => new SiteLanguage(tag, NameOf(tag)));
        return settings with { DefaultLanguage = main, Languages = [.. settings.Languages, .. added] };
    }

    /// <summary>The member as Orchard Core reads it.</summary>
    public static JsonObject Write(SiteSettings site) => new()
    {
        [Default] = site.DefaultLanguage,
        [Supported] = new JsonArray([.. site.Languages.Select(language => language.Tag).DefaultIfEmpty(site.DefaultLanguage).Select(tag => JsonValue.Create(tag))]),
    };

    private static string NameOf(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }
}

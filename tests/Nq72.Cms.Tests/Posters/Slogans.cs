using System.Text.Json;
using ChuyenTrang;
using Nq72.Cms.Posters;
using Nq72.Cms.Posters.Drawing;
using Nq72.Theming;

namespace Nq72.Cms.Tests.Posters;

/// <summary>The campaign's slogans as its recipe has them, and the theme's templates.</summary>
internal static class Slogans
{
    public const string Authority = "Ban Tuyên giáo và Dân vận Tỉnh ủy Lạng Sơn";
    public const string Campaign = "Tuyên truyền thực hiện Nghị quyết số 72-NQ/TW tại Lạng Sơn";
    public const string Occasion = "Ngày Sức khỏe toàn dân";

    /// <summary>The theme, its fonts read once.</summary>
    public static readonly LayPoster Theme = new(PosterFiles.Read());

    /// <summary>All twelve, with their numbers.</summary>
    public static IReadOnlyList<string> All { get; } = Read();

    public static PosterTemplate Template(string key) => Theme.Templates.Single(template => template.Key == key);

    public static PosterContent Content(string slogan, string? occasion = null) => new("vi", slogan, Authority, Campaign, occasion);

    /// <summary>The drawing; it must be there.</summary>
    public static PosterDrawing Draw(string template, string slogan, string? occasion = null)
    {
        var drawn = Theme.Run(Template(template), Content(slogan, occasion));
        Assert.True(drawn.Succeeded, $"{template}: {slogan}: {drawn.Problem?.Detail?.En}");
        return drawn.Value;
    }

    public static DrawnText Slogan(PosterDrawing drawing) => drawing.Texts.Single(text => text.Shows == PosterField.Slogan);

    private static List<string> Read()
    {
        using var recipe = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("recipes", "nq72.recipe.json")));
        return [.. recipe.RootElement.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("name").GetString() == "content").SelectMany(step => step.GetProperty("data").EnumerateArray())
            .Where(item => item.GetProperty("ContentType").GetString() == "Slogan").Select(item => item.GetProperty("DisplayText").GetString()!)];
    }
}

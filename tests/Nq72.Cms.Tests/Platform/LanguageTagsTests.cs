using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;

namespace Nq72.Cms.Tests.Platform;

public sealed class LanguageTagsTests
{
    private static readonly SiteSettings Site = new() { Languages = [new SiteLanguage("tyz", "Tiếng Tày"), new SiteLanguage("nut", "Tiếng Nùng"), new SiteLanguage("mww-Latn-x-langson", "Tiếng Mông")] };

    [Theory]
    [InlineData("vi"), InlineData("en"), InlineData("vi-VN"), InlineData("zh-Hant-TW")]
    [InlineData("tyz"), InlineData("nut"), InlineData("mww-Latn-x-langson")]
    public void IsKnown_of_the_systems_and_the_installations_tags(string tag) => Assert.True(LanguageTags.IsKnown(tag, Site));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("xx")]
    [InlineData("VI")]
    [InlineData("vi_VN")]
    [InlineData("vietnamese")]
    [InlineData("vi-VN-u-co-standard-and-so-on-and-so-on")]
    [InlineData("../vi")]
    [InlineData("iv")]
    [InlineData("tay")]
    public void IsKnown_of_anything_else_is_false(string? tag) => Assert.False(LanguageTags.IsKnown(tag, Site));
}

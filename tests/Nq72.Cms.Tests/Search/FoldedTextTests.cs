using System.Text;
using Nq72.Cms.Search;

namespace Nq72.Cms.Tests.Search;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Sức khỏe", "suc khoe")]
    [InlineData("sức khoẻ", "suc khoe")]
    [InlineData("ĐƯỜNG Đồng Đăng", "duong dong dang")]
    [InlineData("  Nghị quyết số 72-NQ/TW,  ngày 09/9/2025! ", "nghi quyet so 72 nq tw ngay 09 9 2025")]
    [InlineData("Thể dục – thể thao", "the duc the thao")]
    [InlineData("“…” – !", "")]
    [InlineData(null, "")]
    public void Fold_is_what_search_compares(string? text, string expected)
    {
        Assert.Equal(expected, FoldedText.Fold(text));
        Assert.Equal(expected, FoldedText.Fold(text?.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void Fold_every_vietnamese_letter_is_a_plain_one()
    {
        const string Letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";

        Assert.All(FoldedText.Fold(Letters + Letters.ToUpperInvariant()), letter => Assert.InRange(letter, 'a', 'z'));
    }

    [Theory]
    [InlineData("Đại hội Đảng bộ tỉnh: lần thứ XVIII", "dai-hoi-dang-bo-tinh-lan-thu-xviii")]
    [InlineData("  -- ", "")]
    [InlineData("健康", "")]
    [InlineData("a健b", "a-b")]
    public void Slug_is_what_addresses_hold(string text, string expected) => Assert.Equal(expected, FoldedText.Slug(text));

    [Fact]
    public void Slug_is_cut_at_a_word()
    {
        Assert.Equal("mot-hai", FoldedText.Slug("một hai ba", 9));
        Assert.Equal("motmotmot", FoldedText.Slug("motmotmotmot", 9));
        Assert.Equal("mot-hai", FoldedText.Slug("một hai ba", 7));
    }

    [Fact]
    public void Fold_is_the_same_for_every_letter_composed_and_decomposed()
    {
        foreach (var text in Enumerable.Range(0, 0xD800).Select(code => $"a{(char)code}b"))
            Assert.Equal(FoldedText.Fold(text), FoldedText.Fold($"\u3042{text.Normalize(NormalizationForm.FormD)}")[1..]);
    }
}

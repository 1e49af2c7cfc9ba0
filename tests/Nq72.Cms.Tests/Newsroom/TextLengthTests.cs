using Nq72.Cms.Newsroom.Pages;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>How long a text is to those who write it.</summary>
public sealed class TextLengthTests
{
    [Theory]
    [InlineData(null, 0, 0)]
    [InlineData("  \n\n ", 0, 0)]
    [InlineData("## Sức khỏe\n\n**95 %** trẻ em – đủ mũi", 7, 28)]
    [InlineData("- một\n- hai", 2, 6)]
    [InlineData("[Bộ Y tế](https://moh.gov.vn/rat/dai)", 3, 7)]
    [InlineData("Chữ rời: kho\u0309e", 3, 13)]
    public void Pieces_and_characters_are_counted_without_marks(string? markdown, int pieces, int characters) =>
        Assert.Equal(new TextLength(pieces, characters), TextLength.OfMarkdown(markdown));

    [Fact]
    public void Table_counts_its_cells() => Assert.Equal(4, TextLength.OfMarkdown("| Tuổi | Mũi |\n| --- | --- |\n| 2 | 5 |").Pieces);
}

using System.Text;
using Nq72.Cms.Newsroom.Pages;

namespace Nq72.Cms.Tests.Admin;

/// <summary>An approver sees what changed in a long text, and only that.</summary>
public sealed class TextPiecesTests
{
    [Fact]
    public void One_word_of_a_sentence_is_one_piece()
    {
        Assert.Equal("Tiêm lúc [-07:00-][+07:30+] tại trạm y tế.", Show("Tiêm lúc 07:00 tại trạm y tế.", "Tiêm lúc 07:30 tại trạm y tế.").Replace("07:[-00-][+30+]", "[-07:00-][+07:30+]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "mới", "[+mới+]")]
    [InlineData("cũ", "", "[-cũ-]")]
    [InlineData("như nhau", "như nhau", "như nhau")]
    [InlineData("một hai ba", "một ba", "một [-hai -]ba")]
    [InlineData("một ba", "một hai ba", "một [+hai +]ba")]
    [InlineData("a\nb", "a\nc", "a\n[-b-][+c+]")]
    public void Pieces_are_in_reading_order(string before, string after, string shown) => Assert.Equal(shown, Show(before, after));

    [Fact]
    public void Both_texts_can_be_read_off_the_pieces_whatever_they_are()
    {
        var random = new Random(72);
        for (var round = 0; round < 300; round++)
        {
            var (before, after) = (Text(random), Text(random));
            var pieces = TextPieces.Between(before, after);

            Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Change != PieceChange.Added).Select(piece => piece.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Change != PieceChange.Removed).Select(piece => piece.Text)));
        }
    }

    [Fact]
    public void Long_texts_that_share_little_are_compared_by_lines()
    {
        var before = string.Concat(Enumerable.Range(0, 3000).Select(number => $"dòng {number} cũ\n"));
        var after = string.Concat(Enumerable.Range(0, 3000).Select(number => $"dòng {number + 5000} mới\n")) + "dòng 2999 cũ\n";

        var pieces = TextPieces.Between(before, after);

        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Change != PieceChange.Removed).Select(piece => piece.Text)));
        Assert.True(pieces.Count < 10, $"{pieces.Count} pieces");
    }

    private static string Show(string before, string after) => string.Concat(TextPieces.Between(before, after).Select(piece => piece.Change switch
    {
        PieceChange.Removed => $"[-{piece.Text}-]",
        PieceChange.Added => $"[+{piece.Text}+]",
        _ => piece.Text,
    }));

    private static string Text(Random random)
    {
        string[] words = ["tiêm", "chủng", "đủ", "mũi", "–", "**", "72-NQ/TW", "\n", "👍", "  "];
        var text = new StringBuilder();
        for (var left = random.Next(12); left > 0; left--)
            text.Append(words[random.Next(words.Length)]).Append(random.Next(3) == 0 ? "" : " ");
        return text.ToString();
    }
}

using Nq72.Cms.Search;

namespace Nq72.Cms.Tests.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("sức khỏe", "\"sức\" khỏe")]
    [InlineData("  SỨC   khoẻ ", "\"sức\" khoẻ")]
    [InlineData("\"sức khỏe\"", "\"sức khỏe\"")]
    [InlineData("“sức khỏe” toàn dân", "\"sức khỏe\" \"toàn\" dân")]
    [InlineData("a \"b c", "\"a\" \"b\" \"c\"")]
    [InlineData("\"\" \"\"\" ab", "ab")]
    [InlineData("ab\" cd", "\"ab\" cd")]
    [InlineData("dân s", "\"dân\" \"s\"")]
    [InlineData("-NEAR(a* OR b) AND NOT ^c:d {e} + f|g&h!i<->j 'k'' \\l:*", "\"near\" \"a\" \"or\" \"b\" \"and\" \"not\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" \"i\" \"j\" \"k\" \"l\"")]
    public void Read_takes_words_phrases_and_a_beginning(string typed, string expected) => Assert.Equal(expected, SearchQuery.Read(typed)!.Key);

    [Theory]
    [InlineData(null), InlineData(""), InlineData("\""), InlineData("***"), InlineData("- ( ) \u0301"), InlineData("\ud800")]
    public void Read_finds_nothing_to_look_for(string? typed) => Assert.Null(SearchQuery.Read(typed));
}

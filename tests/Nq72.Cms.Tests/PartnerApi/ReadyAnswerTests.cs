using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>Which <c>If-None-Match</c> names an answer.</summary>
public sealed class ReadyAnswerTests
{
    private const string Life = "life";

    private static readonly ReadyAnswer Answer = new(200, Answers.JsonType, [1, 2, 3], null, null);

    [Theory]
    [InlineData("T"), InlineData("W/T"), InlineData("*"), InlineData("  *  "), InlineData("\"x\", T"), InlineData("\"x\",T"), InlineData("T, \"x\""), InlineData("W/\"x\" , W/T"), InlineData(",, \"\",\t T ,")]
    [InlineData("\"a,b\", T"), InlineData("\"a b\", T"), InlineData("T junk")]
    public void Header_that_names_it_does(string header) => Assert.True(Named(header));

    [Theory]
    [InlineData(""), InlineData(" "), InlineData(","), InlineData("\"x\""), InlineData("*, \"x\""), InlineData("\"*\""), InlineData("bare"), InlineData("w/T"), InlineData("W/ T"), InlineData("W/"), InlineData("\""), InlineData("\"x")]
    [InlineData("junk T"), InlineData("\"x\" T"), InlineData("\"x\"T"), InlineData("'x', T")]
    public void Header_that_does_not_or_cannot_be_read_does_not(string header) => Assert.False(Named(header));

    [Fact]
    public void Every_encoding_is_named_by_its_own_tag_and_by_no_other_text()
    {
        foreach (var encoding in new[] { null, "br", "gzip" })
            Assert.True(Answer.IsNamedBy(Life, Answer.ETag(Life, encoding)));
        var tag = Answer.ETag(Life, null).Trim('"');
        foreach (var other in new[] { $"\"{tag}x\"", $"\"{tag}-deflate\"", $"\"x{tag}\"", $"\"{tag[..^1]}\"", $"\"{tag.ToUpperInvariant()}\"", tag, $"\"{tag}", $"{tag}\"" })
            Assert.False(Answer.IsNamedBy(Life, other), other);
        // the same bytes of before a restore
        Assert.False(Answer.IsNamedBy("other", Answer.ETag(Life, null)));
    }

    private static bool Named(string header) => Answer.IsNamedBy(Life, header.Replace("T", Answer.ETag(Life, null), StringComparison.Ordinal));
}

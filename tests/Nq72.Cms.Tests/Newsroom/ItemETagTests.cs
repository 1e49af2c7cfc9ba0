using Nq72.Cms.Newsroom;

namespace Nq72.Cms.Tests.Newsroom;

public sealed class ItemETagTests
{
    [Theory]
    [InlineData("\"3-17-a1b2c3\"", 3)]
    [InlineData("W/\"3-17-a1b2c3\"", 3)]
    [InlineData("\"3-17\"", 3)]
    [InlineData("*", null)]
    // before a restore another text bore that number
    [InlineData("\"3-17-000000\"", 0)]
    public void ReadVersion_believes_only_its_own_incarnation(string ifMatch, int? version) => Assert.Equal(version, ItemETag.ReadVersion(ifMatch, "a1b2c3").Value);

    [Fact]
    public void Of_names_version_revision_and_incarnation() => Assert.Equal("\"3-17-a1b2c3\"", ItemETag.Of(3, 17, "a1b2c3"));
}

using System.Text.Json.Nodes;
using Nq72.Cms.Newsroom.Pages;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>Two people wrote over the same version: what differs, and what can be put together without asking.</summary>
public sealed class ConflictTests
{
    [Theory]
    // base, theirs, mine: what differs, what only they changed, and what comes of it
    [InlineData("""{"title":"a","fields":{"body":"b"}}""", """{"title":"a2","fields":{"body":"b"}}""", """{"title":"a","fields":{"body":"b2"}}""", "title fields.body", "title", """{"title":"a2","fields":{"body":"b2"}}""")]
    [InlineData("""{"title":"a","fields":{}}""", """{"title":"theirs","fields":{}}""", """{"title":"mine","fields":{}}""", "title", "", """{"title":"mine","fields":{}}""")]
    [InlineData("""{"title":"a","fields":{}}""", """{"title":"a","fields":{"lead":"new"}}""", """{"title":"a","fields":{}}""", "fields.lead", "fields.lead", """{"title":"a","fields":{"lead":"new"}}""")]
    [InlineData("""{"title":"a","tags":["x"],"fields":{"lead":"old"}}""", """{"title":"a","tags":[],"fields":{}}""", """{"title":"a","tags":["x"],"fields":{"lead":"old"}}""", "tags fields.lead", "tags fields.lead", """{"title":"a","tags":[],"fields":{"lead":null}}""")]
    [InlineData("""{"title":"a","summary":null,"fields":{}}""", """{"title":"same","summary":"","fields":{}}""", """{"title":"same","summary":null,"fields":{}}""", "", "", """{"title":"same","summary":null,"fields":{}}""")]
    public void Differences_are_told_and_what_only_they_changed_is_kept(string before, string theirs, string mine, string differs, string onlyTheirs, string together)
    {
        var conflict = new Conflict(Read(before), Read(theirs), Read(mine));

        Assert.Equal(differs, string.Join(' ', conflict.Differences.Select(change => change.Field)));
        Assert.Equal(onlyTheirs, string.Join(' ', conflict.OnlyTheirs));
        Assert.True(JsonNode.DeepEquals(Read(together), conflict.Together()), conflict.Together().ToJsonString());
    }

    private static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();
}

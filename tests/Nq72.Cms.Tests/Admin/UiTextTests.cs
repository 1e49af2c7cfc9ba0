using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Composition;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Tests.Admin;

/// <summary>A key without a text would throw in front of a person: every key that a page names has one, in both languages.</summary>
public sealed partial class UiTextTests
{
    private static readonly UiTextCatalog Catalog = new(new ServiceCollection().AddDesk().Select(service => service.ImplementationInstance).OfType<UiTextTable>());

    [Fact]
    public void Every_key_in_a_page_has_a_text()
    {
        var source = RepositoryRoot.Combine("src", "Nq72.Cms");
        var used = Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => LiteralKey().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetRelativePath(source, file), Key: match.Groups["key"].Value))).ToList();

        Assert.True(used.Count > 200, $"Only {used.Count} keys were found: the pattern no longer sees them.");
        Assert.All(used, key => Assert.True(Catalog.Find(key.Key) is not null, $"{key.File} names '{key.Key}', which has no text."));
    }

    [Fact]
    public void Every_state_and_reason_has_a_text()
    {
        var keys = States<ItemState>("item").Concat(States<ReviewState>("review")).Concat(States<ReleaseState>("release")).Concat(States<DeliveryState>("delivery"))
            .Concat(States<ChannelState>("channel")).Concat(States<DestinationState>("channel")).Concat(States<FindingSeverity>("severity"))
            .Concat(States<ToldStanding>("told")).Concat(Enum.GetValues<RetractionFilter>().Select(filter => $"retractions.{StateLook.Name(filter)}")).Concat(Enum.GetValues<RetractionFilter>().Select(filter => $"retractions.none.{StateLook.Name(filter)}"))
            .Concat(Names<DeliveryCode>("code")).Concat(Names<DeliveryCode>("code").Select(key => $"{key}.help")).Concat(Names<DeliveryOperation>("operation"))
            .Concat(Names<AttemptOutcome>("outcome")).Concat(Names<ReceiptKind>("receipt")).Concat(Names<MissedPolicy>("missed")).Concat(Names<TransportKind>("transport"));

        Assert.All(keys, key => Assert.NotNull(Catalog.Find(key)));
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        foreach (var key in Catalog.Keys)
        {
            var text = Catalog.Find(key)!;
            Assert.True(text.Vi.Length > 0 && text.En.Length > 0, key);
            Assert.Equal(Places(text.Vi), Places(text.En));
            Assert.True(text.Vi.IsNormalized(), $"{key} is not NFC");
        }
    }

    private static IEnumerable<string> States<T>(string kind)
        where T : struct, Enum => Enum.GetValues<T>().Select(state => $"state.{kind}.{StateLook.Name(state)}");

    private static IEnumerable<string> Names<T>(string prefix)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => $"{prefix}.{name}");

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Groups["number"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // @T["…"], text["…"], Done(url, "…"), AnswerAsync(…, "…", …), SaveKey => "…"
    [GeneratedRegex(@"(\bT|\btext)\[""(?<key>[\w.-]+)""[\],]|(Key =>|\), |Done\([^,;]+, )\s?""(?<key>[a-zA-Z]+\.[a-zA-Z.]+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex LiteralKey();

    [GeneratedRegex(@"\{(?<number>\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}

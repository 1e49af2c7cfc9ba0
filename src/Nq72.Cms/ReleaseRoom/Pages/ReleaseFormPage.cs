using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>The form of a release, new or a draft: items are searched and added on it, and the preflight stands beside it.</summary>
public abstract class ReleaseFormPage(ReleaseFormLists lists) : DeskPage
{
    /// <summary>What the form holds.</summary>
    public ReleaseForm Form { get; protected set; } = ReleaseForm.Blank();

    /// <summary>What is searched for.</summary>
    public ReleaseFind Find { get; private set; } = ReleaseFind.Ready;

    /// <summary>What the search found.</summary>
    public IReadOnlyList<ItemRow> Found { get; private set; } = [];

    /// <summary>Whether the search found more than is shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>What is known of the form's items, in their order.</summary>
    public IReadOnlyList<ContentFacts> Facts { get; private set; } = [];

    /// <summary>What would go wrong with the form as it is.</summary>
    public DraftReport Report { get; private set; } = new([], []);

    /// <summary>The channels.</summary>
    public IReadOnlyList<ChannelView> Channels { get; private set; } = [];

    /// <summary>The content types.</summary>
    public IReadOnlyList<Choice> Types { get; private set; } = [];

    /// <summary>The languages.</summary>
    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    /// <summary>The button that saves.</summary>
    public abstract string SaveKey { get; }

    /// <summary>Where leaving leads.</summary>
    public abstract string LeaveTo { get; }

    /// <summary>The ways to treat late deliveries.</summary>
    public IReadOnlyList<Choice> Policies => [.. Enum.GetNames<MissedPolicy>().Select(name => new Choice(name, T[$"missed.{name}"]))];

    /// <summary>What a block does that comes after the arming.</summary>
    public IReadOnlyList<Choice> NewBlocks => [.. Enum.GetNames<OnNewBlock>().Select(name => new Choice(name, T[$"newBlock.{name}"]))];

    /// <summary>The states that are searched in: what is in the trash goes out with nothing.</summary>
    public IReadOnlyList<Choice> States => [.. Enum.GetValues<ItemState>().Where(state => state != ItemState.Trashed).Select(state => new Choice(state.ToString(), T[$"state.item.{StateLook.Name(state)}"]))];

    protected override string NeededScope => Scopes.Publish;

    /// <summary>The draft that is edited; null for a new one.</summary>
    protected virtual string? ReleaseId => null;

    /// <summary>Searches; nothing is saved.</summary>
    public Task<IActionResult> OnPostSearchAsync(CancellationToken cancellationToken) => ShowAsync(form => form, cancellationToken);

    /// <summary>Looks at the form again; nothing is saved.</summary>
    public Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken) => ShowAsync(form => form, cancellationToken);

    /// <summary>Adds what is ticked in the list; nothing is saved.</summary>
    public Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken) => ShowAsync(form => form.With(Find.Picked), cancellationToken);

    /// <summary>Takes an item out of the form; nothing is saved.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string? remove, CancellationToken cancellationToken) => ShowAsync(form => form.Without(remove), cancellationToken);

    /// <summary>Sends every item to the same channels; nothing is saved.</summary>
    public Task<IActionResult> OnPostChannelsAsync(CancellationToken cancellationToken) => ShowAsync(form => form.To(Find.Channels), cancellationToken);

    /// <summary>A type's name for people.</summary>
    public string TypeName(string type) => Types.FirstOrDefault(choice => choice.Value == type)?.Text ?? type;

    /// <summary>A language's name for people.</summary>
    public string LanguageName(string lang) => Languages.FirstOrDefault(choice => choice.Value == lang)?.Text ?? lang;

    /// <summary>Where on the page something can be put right.</summary>
    public static string PlaceOf(string field) => ShownProblem.IdOf(field.StartsWith("items[", StringComparison.Ordinal) ? field[..(field.IndexOf(']', StringComparison.Ordinal) + 1)] : field);

    /// <summary>A channel's name for people.</summary>
    public static string NameOf(ChannelView channel) => channel.DisplayName.Length > 0 ? channel.DisplayName : channel.Name;

    /// <summary>Reads what may be chosen from and shows the page; the region that htmx wants is a part of it.</summary>
    protected async Task<IActionResult> FillAsync(CancellationToken cancellationToken)
    {
        var input = Form.ToInput();
        Channels = await lists.ChannelsAsync(cancellationToken);
        Types = await lists.TypesAsync(cancellationToken);
        Languages = await lists.LanguagesAsync(cancellationToken);
        Facts = await lists.FactsAsync([.. input.Items ?? []], cancellationToken);
        Report = await lists.CheckAsync(ReleaseId, input, cancellationToken);
        var found = await lists.FindAsync(Find, cancellationToken);
        if (found.Succeeded)
            (Found, HasMore) = (found.Value.Items, found.Value.Next is not null);
        return WantsRegion ? Partial("_ReleaseForm", this) : Page();
    }

    /// <summary>Those of the items that there are, in the order in which they were asked for.</summary>
    protected async Task<IReadOnlyList<string>> KnownAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        [.. (await lists.FactsAsync([.. ids.Select(id => new ReleaseItemInput(id))], cancellationToken)).Where(known => known.Exists).Select(known => known.ItemId)];

    /// <summary>Reads the form as posted.</summary>
    protected void ReadForm() => (Form, Find) = (ReleaseForm.Read(Request.Form), ReleaseFind.Read(Request.Form));

    private Task<IActionResult> ShowAsync(Func<ReleaseForm, ReleaseForm> change, CancellationToken cancellationToken)
    {
        ReadForm();
        Form = change(Form);
        return FillAsync(cancellationToken);
    }
}

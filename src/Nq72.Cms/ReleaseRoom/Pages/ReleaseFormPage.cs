using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>The form of a release, new or a draft.</summary>
public abstract class ReleaseFormPage(EditorLists lists, ChannelQueries channels) : DeskPage
{
    /// <summary>What the form holds.</summary>
    public ReleaseForm Form { get; protected set; } = ReleaseForm.Blank();

    /// <summary>Items to choose from: <c>title · id</c>.</summary>
    public IReadOnlyList<string> ItemChoices { get; private set; } = [];

    /// <summary>The channels.</summary>
    public IReadOnlyList<ChannelView> Channels { get; private set; } = [];

    /// <summary>The button that saves.</summary>
    public abstract string SaveKey { get; }

    /// <summary>Where leaving leads.</summary>
    public abstract string LeaveTo { get; }

    /// <summary>The ways to treat late deliveries.</summary>
    public IReadOnlyList<Choice> Policies => [.. Enum.GetNames<Scheduler.Releases.MissedPolicy>().Select(name => new Choice(name, T[$"missed.{name}"]))];

    protected override string NeededScope => Scopes.Publish;

    /// <summary>What may be chosen from.</summary>
    protected EditorLists Lists => lists;

    /// <summary>Shows the form with one more row; nothing is saved.</summary>
    public async Task<IActionResult> OnPostRowAsync(CancellationToken cancellationToken)
    {
        Form = ReleaseForm.Read(Request.Form).WithRow();
        return await FillAsync(cancellationToken);
    }

    /// <summary>Reads what may be chosen from and shows the page.</summary>
    protected async Task<IActionResult> FillAsync(CancellationToken cancellationToken)
    {
        ItemChoices = await lists.LinksAsync([], "", cancellationToken);
        Channels = (await channels.ListAsync(PageRequest.First, cancellationToken)).Items;
        if (Form.Items.Count == 0)
            Form = Form.WithRow();
        return Page();
    }
}

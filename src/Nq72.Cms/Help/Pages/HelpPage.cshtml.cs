using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Help.Pages;

/// <summary>Help in place: the screen one comes from, what one's role does here, the keys, and all screens.</summary>
public sealed class HelpPage(CmsDb db, ChooseForMyself choose, IEnumerable<DeskPlace> places) : DeskPage
{
    /// <summary>The screen that is explained first; null for none.</summary>
    public string? Screen { get; private set; }

    /// <summary>The kind of user that is spoken to.</summary>
    public string Role { get; private set; } = "writer";

    public static IReadOnlyList<string> Roles => HelpRoles.All;

    /// <summary>Whether the person turned single keys off.</summary>
    public bool KeysOff { get; private set; }

    /// <summary>The keys of this person.</summary>
    public IEnumerable<DeskKey> Keys => DeskKey.For(Actor);

    /// <summary>A screen's name as the navigation has it.</summary>
    public string NameOf(string screen) => places.FirstOrDefault(place => HelpScreen.Of(place.Path) == screen) is { } place ? T[place.TextKey] : T[$"help.screen.{screen}.name"];

    // whoever signed in may ask for help
    protected override string? NeededScope => null;

    public async Task<IActionResult> OnGetAsync(string? screen, string? role, CancellationToken cancellationToken)
    {
        Screen = screen is not null && HelpTexts.Screens.Contains(screen) ? screen : null;
        Role = role is not null && HelpRoles.All.Contains(role) ? role : HelpRoles.Of(Actor);
        KeysOff = await db.Set<PersonChoice>().AnyAsync(choice => choice.Person == Actor.Id && choice.Choice == DeskChoice.KeysOff, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostKeysAsync(bool off, CancellationToken cancellationToken)
    {
        await choose.RunAsync(DeskChoice.KeysOff, off, Actor, cancellationToken);
        return Done("/admin/help", off ? "help.keysOffDone" : "help.keysOnDone");
    }

    public async Task<IActionResult> OnPostStepsAsync(bool done, CancellationToken cancellationToken)
    {
        await choose.RunAsync(DeskChoice.FirstStepsDone, done, Actor, cancellationToken);
        return Done(DeskPaths.Home, done ? "steps.dismissed" : "steps.shown");
    }
}

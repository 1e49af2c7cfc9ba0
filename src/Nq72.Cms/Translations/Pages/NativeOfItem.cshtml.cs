using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Translations.Pages;

/// <summary>The native speaker who stands for the newest version: who, when, how; and the text beside its source.</summary>
public sealed class NativeOfItem(ItemQueries queries, EditorLists lists, SignOffTranslation signOff, CmsDb db) : ItemPage(queries, lists)
{
    /// <summary>The sign-offs of the item's versions, newest first.</summary>
    public IReadOnlyList<NativeSignOff> All { get; private set; } = [];

    /// <summary>The sign-off of the newest version; null while it waits.</summary>
    public NativeSignOff? Current => All.FirstOrDefault(one => one.Number == Item.NewestVersion);

    /// <summary>What was typed when it was refused.</summary>
    public (string? Speaker, string? Note) Typed { get; private set; }

    /// <summary>The source's text and this one, field by field; null for what is no translation.</summary>
    public DiffView? Beside { get; private set; }

    protected override string Tab => "native";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        All = await db.Set<NativeSignOff>().AsNoTracking().Where(row => row.ItemId == id).OrderByDescending(row => row.Number).ToListAsync(cancellationToken);
        if (Item.TranslationOf is { } source && Item.SourceVersion is { } made && await ViewAsync(source, made, cancellationToken) is { } from)
            Beside = SideBySide.Of(from, Item, Type, T);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int version, string? speaker, string? note, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        var signed = await signOff.RunAsync(id, version, speaker, note, Actor, cancellationToken);
        if (signed.Succeeded)
            return Done($"/admin/items/{id}/native", "native.done", version, signed.Value.Speaker);
        Typed = (speaker, note);
        Show(signed.Problem);
        return await OnGetAsync(id, cancellationToken);
    }
}

using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>All versions, what each changed, the way back to one, and the blacking out of personal data.</summary>
public sealed class VersionsOfItem(ItemQueries queries, EditorLists lists, DiffVersions diff, RestoreVersion restore, RedactItem redact, UiText text) : ItemPage(queries, lists)
{
    private readonly ItemQueries queries = queries;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<VersionRow> Rows { get; private set; } = [];

    /// <summary>What is compared; null when the address names versions that do not exist.</summary>
    public DiffView? Diff { get; private set; }

    /// <summary>What was just blacked out; null when nothing was.</summary>
    public RedactItem.Result? Redacted { get; private set; }

    /// <summary>The texts to black out, a line each, as typed when they were refused.</summary>
    public string? Texts { get; private set; }

    /// <summary>The reason, likewise.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether the form was refused, and stands open.</summary>
    public bool IsRedacting { get; private set; }

    protected override string Tab => "versions";

    public async Task<IActionResult> OnGetAsync(string id, int? from, int? to, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        Rows = (await queries.VersionsAsync(id, cancellationToken)).Value!;
        var later = to ?? Item.NewestVersion;
        var changes = await diff.RunAsync(id, from ?? later - 1, later, cancellationToken);
        if (changes.Succeeded)
            Diff = DiffView.Of(changes.Value, Type, text);
        else
            Show(changes.Problem);
        return Page();
    }

    public async Task<IActionResult> OnPostRestoreAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        var restored = await restore.RunAsync(id, version, Actor, cancellationToken);
        if (restored.Succeeded)
            return Done($"/admin/items/{id}", "versions.restored", version, restored.Value.Number);
        Show(restored.Problem);
        return await OnGetAsync(id, null, version, cancellationToken);
    }

    public async Task<IActionResult> OnPostRedactAsync(string id, string? texts, string? reason, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Admin))
            return Refused();
        var done = await redact.RunAsync(id, new((texts ?? "").Split('\n'), reason), Actor, cancellationToken);
        if (done.Succeeded)
            Redacted = done.Value;
        else
        {
            (Texts, Reason, IsRedacting) = (texts, reason, true);
            Show(done.Problem);
        }

        return await OnGetAsync(id, null, null, cancellationToken);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom.Unsaved;
using Nq72.Cms.Newsroom.Word;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Writing: the fields by the type's definition, saved as a new version on top of the one that was opened.</summary>
[RequestSizeLimit(MostSent)]
public sealed class EditItem(ItemQueries queries, EditorLists lists, UpdateItem update, SubmitItem submit, TrashItem trash, KeepText unsaved, ImportWord import, DeskClock clock) : ItemPage(queries, lists)
{
    // what is larger than a Word document may be is answered with words up to here
    private const long MostSent = 100_000_000;

    /// <summary>What the form holds: the item, or what was typed.</summary>
    public JsonObject Body { get; private set; } = [];

    /// <summary>The version that the writer started from.</summary>
    public int Seen { get; private set; }

    /// <summary>The version that somebody else saved meanwhile; null when nobody did.</summary>
    public int? Faster { get; private set; }

    /// <summary>Both texts where somebody else was faster, field by field; null when nobody was.</summary>
    public DiffView? Both { get; private set; }

    /// <summary>Whether the other one also changed what was not changed here, so that the two can be put together.</summary>
    public bool CanJoin { get; private set; }

    /// <summary>When the text that is shown was typed, by the same person and not saved; null when it is what was saved.</summary>
    public DateTimeOffset? UnsavedSince { get; private set; }

    /// <summary>By which a browser knows whose unsaved text it holds, and of what.</summary>
    public string KeepKey => $"{Actor.Id}.{Item.Id}";

    /// <summary>The Markdown field whose preview stands open without a script; null for none.</summary>
    public string? Previewed { get; private set; }

    /// <summary>What came out of a Word document and stands in the form now; null for nothing.</summary>
    public WordText? Imported { get; private set; }

    /// <summary>The field that it went to; null for none.</summary>
    public string? ImportedTo { get; private set; }

    /// <summary>Whether the form holds what was sent and is not saved.</summary>
    public bool IsSent { get; private set; }

    public ILookup<string, Choice> Terms { get; private set; } = Array.Empty<(string, Choice)>().ToLookup(term => term.Item1, term => term.Item2, StringComparer.Ordinal);

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    public IReadOnlyList<Choice> Campaigns { get; private set; } = [];

    /// <summary>Titles of linked items and translations, names of files.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What each link field may point to.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LinkChoices { get; private set; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>For a translation: its source as it stands now; null otherwise.</summary>
    public ItemView? Source { get; private set; }

    /// <summary>For a translation that is behind: the newest version of its source; null otherwise.</summary>
    public int? SourceNewest => Item.Stale ? Source?.NewestVersion : null;

    /// <summary>What the source says in a field, to be translated; null where there is nothing to read.</summary>
    public string? SourceTextOf(ContentFieldDefinition field) =>
        field.Kind is FieldKind.Text or FieldKind.Markdown or FieldKind.Html && Source?.Fields[field.Key]?.ToString() is { Length: > 0 } said ? said : null;

    /// <summary>Whether the person may write here.</summary>
    public bool CanWrite => May(Scopes.Write) && Item.State != ItemState.Trashed;

    protected override string Tab => "edit";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        (Body, Seen) = (ItemForm.Of(Item), Item.NewestVersion);
        if (CanWrite && await unsaved.FindAsync(id, Actor, cancellationToken) is { Body: { } kept } text && JsonNode.Parse(kept) is JsonObject typed)
            (Body, Seen, UnsavedSince) = (typed, text.Version, text.TypedAt);
        return await FillAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(string id, int version, int? over, bool together, string? then, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        // over: the writer saw that somebody else was faster, and puts their own text on top
        Body = ItemForm.Read(Request.Form, Type);
        if (together && over is not null && await ConflictAsync(id, version, cancellationToken) is { } conflict)
            Body = conflict.Together();
        Seen = version = over ?? version;
        // leaving everything as it was makes no new version; handing in goes on with the one there is
        var changed = version != Item.NewestVersion || IsChanged();
        var saved = changed ? (await update.RunAsync(id, (JsonObject)Body.DeepClone(), version, Actor, cancellationToken)).Problem : null;
        if (saved is null)
            await unsaved.ForgetAsync(id, Actor, cancellationToken);
        if (saved is null && then != "submit")
            return Done($"/admin/items/{id}", changed ? "item.saved" : "item.unchanged", Item.NewestVersion + (changed ? 1 : 0));
        return saved is null ? await SubmitAsync(id, cancellationToken) : await ShowAsync(saved, cancellationToken);
    }

    /// <summary>What is typed is kept as it is, while it is typed.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        var kept = await unsaved.RunAsync(id, version, ItemForm.Read(Request.Form, Type), Actor, cancellationToken);
        return kept.Succeeded ? Content(T["item.kept", clock.ToLocal(kept.Value).ToString("HH:mm:ss", CultureInfo.InvariantCulture)]) : StatusCode(kept.Problem.Status);
    }

    public async Task<IActionResult> OnPostForgetAsync(string id, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        await unsaved.ForgetAsync(id, Actor, cancellationToken);
        return Done($"/admin/items/{id}", "item.forgotten");
    }

    /// <summary>Who else has the item open; told while the page is open, every now and then.</summary>
    public async Task<IActionResult> OnGetOthersAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        var others = await unsaved.LookAsync(id, version, Actor, cancellationToken);
        return others.Succeeded ? Partial("_Others", others.Value) : NotFound();
    }

    public async Task<IActionResult> OnPostRowAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        (Body, Seen) = (ItemForm.Read(Request.Form, Type), version);
        return await FillAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostPreviewAsync(string id, int version, string field, CancellationToken cancellationToken)
    {
        if (WantsRegion)
            return Partial("_PreviewAgain", FieldPreview.Of(field, Request.Form[$"fields.{field}"]));
        Previewed = field;
        return await OnPostRowAsync(id, version, cancellationToken);
    }

    /// <summary>A Word document becomes text of a field, under what stands there. Its pictures are in the library then; the text is saved by nobody but the writer.</summary>
    public async Task<IActionResult> OnPostWordAsync(string id, int version, string field, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        if (!await ReadAsync(id, cancellationToken) || !CanWrite || !Type.Fields.Any(one => one.Kind == FieldKind.Markdown && one.Key == field))
            return NotFound();
        (Body, Seen, IsSent) = (ItemForm.Read(Request.Form, Type), version, true);
        var read = await ReadWordAsync(Request.Form.Files.GetFile($"word.{field}"), cancellationToken);
        if (!read.Succeeded)
            return await ShowAsync(read.Problem, cancellationToken);
        (Imported, ImportedTo) = (read.Value, field);
        var before = Body["fields"]![field]?.ToString() ?? "";
        Body["fields"]![field] = before.Length == 0 ? read.Value.Markdown : $"{before}\n\n{read.Value.Markdown}";
        return await FillAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostTrashAsync(string id, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        var done = await trash.TrashAsync(id, Actor, cancellationToken);
        return done.Succeeded ? Done("/admin/items", "item.trashed") : await AgainAsync(id, done.Problem, cancellationToken);
    }

    public async Task<IActionResult> OnPostRestoreAsync(string id, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Write))
            return Refused();
        var done = await trash.RestoreAsync(id, Actor, cancellationToken);
        return done.Succeeded ? Done($"/admin/items/{id}", "item.restored") : await AgainAsync(id, done.Problem, cancellationToken);
    }

    /// <summary>Sanitised HTML of a Markdown field.</summary>
    public static string Html(string? markdown) => SafeHtml.FromMarkdown(markdown);

    /// <summary>A member of the form as text; empty when absent.</summary>
    public string Text(string name) => Body[name]?.ToString() ?? "";

    /// <summary>A member of the form as a list.</summary>
    public IReadOnlyList<string> Values(string name) => Body[name] is JsonArray values ? [.. values.Select(value => value!.ToString())] : [];

    private async Task<Outcome<WordText>> ReadWordAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null || file.Length == 0)
            return WordProblems.NoFile;
        await using var content = file.OpenReadStream();
        return await import.RunAsync(content, file.FileName, Actor, cancellationToken);
    }

    private bool IsChanged()
    {
        var before = ItemForm.Of(Item);
        return Body.Any(member => !JsonNode.DeepEquals(Conflict.Meaning(member.Value), Conflict.Meaning(before[member.Key])));
    }

    private async Task<IActionResult> SubmitAsync(string id, CancellationToken cancellationToken)
    {
        var handedIn = await submit.RunAsync(id, Actor, cancellationToken);
        return handedIn.Succeeded ? Done($"/admin/items/{id}/review", "item.submitted", handedIn.Value.Number) : await AgainAsync(id, handedIn.Problem, cancellationToken);
    }

    private async Task<IActionResult> AgainAsync(string id, Problem problem, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
            return NotFound();
        (Body, Seen) = (ItemForm.Of(Item), Item.NewestVersion);
        return await ShowAsync(problem, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(Problem problem, CancellationToken cancellationToken)
    {
        Show(problem);
        if (problem.Code == "stale")
        {
            Faster = Convert.ToInt32(problem.Extensions["currentVersion"], CultureInfo.InvariantCulture);
            if (await ConflictAsync(Item.Id, Seen, cancellationToken) is { } conflict)
            {
                Both = DiffView.Of(new(Seen, Faster.Value, conflict.Differences), Type, T) with { BeforeName = T["item.theirs", Faster.Value, Item.Author], AfterName = T["item.mine"] };
                CanJoin = conflict.OnlyTheirs.Count > 0;
            }
        }

        return await FillAsync(cancellationToken);
    }

    private async Task<Conflict?> ConflictAsync(string id, int seen, CancellationToken cancellationToken) =>
        await ViewAsync(id, seen, cancellationToken) is { } before ? new(ItemForm.Of(before), ItemForm.Of(Item), Body) : null;

    private async Task<IActionResult> FillAsync(CancellationToken cancellationToken)
    {
        if (Item.TranslationOf is { } source)
            Source = await ViewAsync(source, null, cancellationToken);
        Terms = await Lists.TermsForAsync(Body.ToJsonString(), cancellationToken);
        Places = await Lists.PlacesAsync(cancellationToken);
        Languages = await Lists.LanguagesAsync(cancellationToken);
        Campaigns = await Lists.CampaignsAsync(cancellationToken);
        var links = Type.Fields.Where(field => field.Kind == FieldKind.ContentLink).ToList();
        var linked = links.SelectMany(field => ItemLinks.Of(Body["fields"]?[field.Key])).Concat(Item.Translations.Select(translation => translation.Id));
        Titles = await Lists.TitlesAsync([.. linked.Append(Item.TranslationOf ?? "").Distinct(StringComparer.Ordinal)], cancellationToken);
        var media = Type.Fields.Where(field => field.Kind == FieldKind.Media).ToList();
        var names = await Lists.MediaNamesAsync([.. media.SelectMany(field => ItemLinks.Of(Body["fields"]?[field.Key])).Distinct(StringComparer.Ordinal)], cancellationToken);
        Titles = Titles.Concat(names).ToDictionary(title => title.Key, title => title.Value, StringComparer.Ordinal);
        var files = media.Count == 0 ? [] : await Lists.MediaAsync(cancellationToken);
        var choices = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in links)
            choices[field.Key] = await Lists.LinksAsync(field.Types, Item.Id, cancellationToken);
        foreach (var field in media)
            choices[field.Key] = files;
        LinkChoices = choices;
        return Page();
    }
}

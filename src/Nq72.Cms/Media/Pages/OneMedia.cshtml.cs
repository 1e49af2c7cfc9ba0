using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Media.Pages;

/// <summary>One file: what it is, what is said of it, where it is used, what stood in its place.</summary>
public sealed class OneMedia(MediaQueries queries, DescribeMedia describe, DeleteMedia delete, WithdrawConsent withdraw, RetryMedia retry, PutCaptions putCaptions, DropCaptions dropCaptions, ChoosePoster choosePoster, SiteCatalog site, DeskClock clock) : DeskPage
{
    public MediaDetails Shown { get; private set; } = null!;

    /// <summary>The form, as typed when it was refused.</summary>
    public MediaForm Form { get; private set; } = null!;

    /// <summary>The languages to describe it in; the site's own first.</summary>
    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    public bool MayWrite => May(Scopes.Write);

    public bool IsUsed => Shown.UsedIn.Any(item => item.IsCurrent);

    public IReadOnlyList<Choice> PeopleChoices => [.. Enum.GetValues<MediaPeople>().Select(MediaShown.Name).Select(name => new Choice(name, T[$"media.people.{name}"]))];

    public IReadOnlyList<Choice> OwnChoices => [.. Enum.GetValues<ChildConsent>().Select(MediaShown.Name).Select(name => new Choice(name, T[$"media.consentOwn.{name}"]))];

    public IReadOnlyList<Choice> CaptionChoices => [.. Enum.GetValues<CaptionsKind>().Select(MediaShown.Name).Select(name => new Choice(name, T[$"media.captions.{name}"]))];

    /// <summary>Where the poster was chosen, in seconds; empty where it was looked for.</summary>
    public string PosterAt => Shown is { PosterChosen: true, PosterAtMs: { } at } ? (at / 1_000.0).ToString(CultureInfo.GetCultureInfo(T.Language)) : "";

    /// <summary>A language as the desk calls it.</summary>
    public string LanguageName(string tag) => Languages.FirstOrDefault(language => language.Value == tag)?.Text ?? tag;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        var form = MediaForm.Of(await Request.ReadFormAsync(cancellationToken));
        if (!await ReadAsync(id, form, cancellationToken))
            return NotFound();
        var seen = int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        var saved = await describe.RunAsync(id, form.Read(Shown.Kind == MediaKind.Image), seen, Actor, cancellationToken);
        if (saved.Succeeded)
            return Done($"/admin/media/{id}", "media.saved");
        Show(saved.Problem);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        var gone = await delete.RunAsync(id, Actor, cancellationToken);
        if (gone.Succeeded)
            return Done("/admin/media", "media.deleted");
        Show(gone.Problem);
        return await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostRetryAsync(string id, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        var queued = await retry.RunAsync(id, Actor, cancellationToken);
        if (queued.Succeeded)
            return Done($"/admin/media/{id}", "media.retried");
        Show(queued.Problem);
        return await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostCaptionsAsync(string id, string? lang, string? kind, IFormFile? file, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var asked = CaptionEndpoints.Kind(kind);
        var taken = asked.Succeeded ? await putCaptions.RunAsync(id, lang ?? "", asked.Value, content, Actor, cancellationToken) : asked.Problem;
        if (taken.Succeeded)
            return Done($"/admin/media/{id}", "media.captionsSaved", taken.Value.Row.Cues, taken.Value.Findings.Count(finding => finding.IsWarning));
        Show(taken.Problem);
        return await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostDropCaptionsAsync(string id, string? lang, string? kind, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        var asked = CaptionEndpoints.Kind(kind);
        var dropped = asked.Succeeded ? await dropCaptions.RunAsync(id, lang ?? "", asked.Value, Actor, cancellationToken) : asked.Problem;
        if (dropped.Succeeded)
            return Done($"/admin/media/{id}", "media.captionsDropped");
        Show(dropped.Problem);
        return await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostPosterAsync(string id, string? atSeconds, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        // what is no number is outside of every clip
        var at = string.IsNullOrWhiteSpace(atSeconds) ? default(double?) : double.TryParse(atSeconds.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;
        var chosen = await choosePoster.RunAsync(id, new(at), Actor, cancellationToken);
        if (chosen.Succeeded)
            return Done($"/admin/media/{id}", "media.posterQueued");
        Show(chosen.Problem);
        return await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id, string? reason, string? note, CancellationToken cancellationToken)
    {
        if (!MayWrite)
            return Refused();
        var withdrawn = await withdraw.RunAsync(id, new(reason, note), Actor, cancellationToken);
        if (withdrawn.Succeeded)
        {
            var (taken, failed) = (withdrawn.Value.TakenBack.Count, withdrawn.Value.Failed);
            return failed.Count == 0
                ? Done($"/admin/media/{id}", "media.withdrawn", taken)
                : Done($"/admin/media/{id}", "media.withdrawnLeft", taken, failed.Count, string.Join(", ", failed.Select(left => left.Title)));
        }

        Show(withdrawn.Problem);
        return await ReadAsync(id, null, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Whether something is said in the language.</summary>
    public bool Says(Choice language) => Form[$"alt.{language.Value}"].Length + Form[$"caption.{language.Value}"].Length > 0;

    private async Task<bool> ReadAsync(string id, MediaForm? typed, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(id, T.Language, cancellationToken);
        if (!found.Succeeded)
            return false;
        var settings = await site.GetAsync(cancellationToken);
        (Shown, Form) = (found.Value, typed ?? MediaForm.Of(found.Value, clock));
        // every language that something is said in, and those that the site has
        Languages =
        [
            .. new[] { settings.DefaultLanguage }.Concat(settings.Languages.Select(language => language.Tag)).Concat(Shown.Alt.Keys).Concat(Shown.Caption.Keys).Distinct(StringComparer.Ordinal)
                .Select(tag => new Choice(tag, tag == "vi" && settings.Languages.Count == 0 ? "Tiếng Việt" : settings.LabelOf(tag))),
        ];
        return true;
    }
}

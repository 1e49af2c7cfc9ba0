using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Loudspeaker.Pages;

/// <summary>A text as written and as it is read out, side by side; what has to be asked is answered here, for everyone.</summary>
public sealed class SpokenPage(SpeakText speak, KeepReading keep, DropReading drop, ReadingQueries readings, IOptions<LoudspeakerOptions> options, CmsDb db) : DeskPage
{
    private const string Address = "/admin/spoken";

    /// <summary>An answer to a question: one of the candidates, or own words, which go first.</summary>
    public sealed record Fix(string? Written, string? Choice, string? Own)
    {
        /// <summary>What was answered.</summary>
        internal string? Answer => string.IsNullOrWhiteSpace(Own) ? Choice : Own;
    }

    /// <summary>A question or remark, with how often it arises.</summary>
    public sealed record Asked(SpokenFinding Finding, int Count);

    protected override string? NeededScope => Scopes.Write;

    public string Text { get; private set; } = "";

    public string Lang { get; private set; } = "vi";

    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    /// <summary>What the text became; null before one was given.</summary>
    public SpeakText.Result? Result { get; private set; }

    /// <summary>Both sides, cut into parts.</summary>
    public SpokenSides? Sides { get; private set; }

    /// <summary>What must be answered before this is read out.</summary>
    public IReadOnlyList<Asked> Questions { get; private set; } = [];

    /// <summary>What an editor should know.</summary>
    public IReadOnlyList<Asked> Remarks { get; private set; } = [];

    /// <summary>What was just kept; null when nothing was.</summary>
    public KeptReading? JustKept { get; private set; }

    public IReadOnlyList<KeptReading> Kept { get; private set; } = [];

    public int Rate => options.Value.PaceOf(Lang).SyllablesPerMinute;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(string? text, string? lang, CancellationToken cancellationToken)
    {
        (Text, Lang) = (text ?? "", lang ?? "vi");
        await ReadAsync(cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostKeepAsync(string? text, string? lang, int which, List<Fix> fixes, CancellationToken cancellationToken)
    {
        (Text, Lang) = (text ?? "", lang ?? "vi");
        var fix = which >= 0 && which < fixes.Count ? fixes[which] : new Fix(null, null, null);
        var kept = await keep.RunAsync(new(fix.Written, fix.Answer), Actor, cancellationToken);
        JustKept = kept.Value;
        await ReadAsync(cancellationToken);
        if (kept.Problem is { } problem)
            Show(problem);
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostDropAsync(Guid reading, CancellationToken cancellationToken)
    {
        var done = await drop.RunAsync(reading, Actor, cancellationToken);
        if (done.Succeeded)
            return Done(Address, "spoken.dropped");
        Show(done.Problem);
        return await ShowAsync(cancellationToken);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var read = await speak.RunAsync(new(Text, Lang), cancellationToken);
        if (!read.Succeeded)
        {
            Show(read.Problem);
            return;
        }

        Result = read.Value;
        Sides = SpokenSides.Of(Result.Text, Result.Read);
        var all = Result.Read.Findings.GroupBy(finding => (finding.Code, finding.Written)).Select(group => new Asked(group.First(), group.Count())).ToList();
        Questions = [.. all.Where(asked => asked.Finding.Asks)];
        Remarks = [.. all.Where(asked => !asked.Finding.Asks)];
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        Languages = site.Languages.Count == 0 ? [new("vi", site.LabelOf("vi"))] : [.. site.Languages.Select(language => new Choice(language.Tag, language.Name))];
        Kept = await readings.ListAsync(null, cancellationToken);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.DeskSettings.Pages;

/// <summary>The site settings, for administrators.</summary>
public sealed class SitePage(CmsDb db, PutSiteSettings put, ContentTypeCatalog types, CampaignQueries campaigns) : DeskPage
{
    public SiteForm Form { get; private set; } = null!;

    public IReadOnlyList<Choice> Types { get; private set; } = [];

    public IReadOnlyList<Choice> Genres { get; private set; } = [];

    public IReadOnlyList<Choice> Campaigns { get; private set; } = [];

    public IReadOnlyList<Choice> Parts => [.. PostLimit.Parts.Select(part => new Choice(part, T[$"site.part.{part}"]))];

    protected override string? NeededScope => Scopes.Admin;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Form = SiteForm.Of(await SiteSettings.ReadAsync(db, cancellationToken));
        Types = [.. (await types.GetAsync(cancellationToken)).All.Select(type => new Choice(type.Name, type.Definition.DisplayName))];
        Genres = (await db.Terms.AsNoTracking().Where(term => term.Taxonomy == "genre").OrderBy(term => term.Order).ToListAsync(cancellationToken)).ConvertAll(term => new Choice(term.Key, term.Title));
        Campaigns = [.. (await campaigns.AllAsync(cancellationToken)).Select(campaign => new Choice(campaign.Key, campaign.Name))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(SiteForm form, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        var before = await SiteSettings.ReadAsync(db, cancellationToken);
        Form = form.Filled();
        var settings = Form.Put(before);
        if (await TakenOutAsync(before, settings, cancellationToken) is { } used)
            return Wrong(Problem.Invalid("languages", "languageUsed", $"Còn nội dung bằng '{used}': không bỏ được ngôn ngữ này.", $"There are items in '{used}': this language cannot be taken out."));
        var written = await put.RunAsync(settings, Actor, cancellationToken);
        return written.Succeeded ? Done("/admin/settings/site", "site.saved") : Wrong(written.Problem);
    }

    // an empty list allows every language
    private async Task<string?> TakenOutAsync(SiteSettings before, SiteSettings after, CancellationToken cancellationToken)
    {
        var gone = before.Languages.Select(language => language.Tag).Except(after.Languages.Select(language => language.Tag), StringComparer.Ordinal).ToList();
        return gone.Count == 0 || after.Languages.Count == 0 ? null : await db.ContentItems.Where(item => gone.Contains(item.Lang)).Select(item => item.Lang).FirstOrDefaultAsync(cancellationToken);
    }

    private PageResult Wrong(Problem problem)
    {
        Show(FieldWords.In(problem, T, "site"));
        return Page();
    }
}

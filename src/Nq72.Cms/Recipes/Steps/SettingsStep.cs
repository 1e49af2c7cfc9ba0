using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>settings</c>: the site's name, publisher, languages, theme, script sentences, what is to appear each week. What is not named stays.</summary>
internal sealed class SettingsStep(CmsDb db, UnitOfWork unitOfWork, PutSiteSettings put, StepFacts facts)
{
    /// <summary>The step's name.</summary>
    public const string Name = "settings";

    // of this house, and kept as facts; all other members are Orchard Core's
    private static readonly HashSet<string> Facts = new(StringComparer.OrdinalIgnoreCase) { "LanguagesNote", "PublisherNote", "PublisherEvidence", "FestiveNote" };

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var before = await SiteSettings.ReadAsync(db, cancellationToken);
        var body = step.Body;
        var settings = before with
        {
            SiteName = body.Text("SiteName") ?? before.SiteName,
            Tagline = body.Text("Tagline") ?? before.Tagline,
            DefaultLanguage = body.Text("DefaultLanguage") ?? before.DefaultLanguage,
            Theme = body.Text("Theme") ?? before.Theme,
            Publisher = body.Text("Publisher") ?? before.Publisher,
            Script = body.Object("Script") is { } script ? step.Read<ScriptTemplate>(script, script.Node) ?? before.Script : before.Script,
            PostLimits = body.Any("PostLimits") is null ? before.PostLimits : [.. body.Objects("PostLimits").Select(ReadLimit)],
            Coverage = body.Object("Coverage") is { } coverage ? ReadCoverage(coverage, before.Coverage) : before.Coverage,
            Festive = body.Object("Festive") is { } festive ? new ContentMarks(festive.Texts("Types"), festive.Texts("Tags"), festive.Texts("Genres")) : before.Festive,
            Languages = body.Any("Languages") is null ? before.Languages : [.. body.Objects("Languages").Select(ReadLanguage)],
            Campaign = body.Text("Campaign") ?? before.Campaign,
            Sections = body.Object("Sections") is { } sections ? step.Read<PageSections>(sections, sections.Node) ?? before.Sections : before.Sections,
            DocumentFields = body.Object("DocumentFields") is { } documentFields ? step.Read<DocumentFields>(documentFields, documentFields.Node) ?? before.DocumentFields : before.DocumentFields,
        };
        settings = OrchardCultures.Add(body, settings);
        var rest = body.Rest();
        foreach (var name in rest.Select(member => member.Key).Where(name => !Facts.Contains(name)))
            step.Report.Note($"{body.Path}.{name}: không có ở đây, chỉ giữ lại. / Not known here; kept for export only.");
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var isNew = await db.Settings.FindAsync([SiteSettings.Key], cancellationToken) is null;
        var written = await put.RunAsync(settings, step.Actor, cancellationToken);
        if (written.Problem is { } problem)
        {
            body.Add(problem);
            return step.Problem;
        }

        var kept = await facts.PutAsync(Name, rest, [], cancellationToken);
        await work.CommitAsync(cancellationToken);
        step.Report.Count(isNew, written.Value || kept);
        return Done.Value;
    }

    private static PostLimit ReadLimit(RecipeObject limit) =>
        new(limit.RequiredText("Channel"), limit.RequiredText("Part"), limit.Integer("Most") ?? 0, limit.Text("Source") ?? "");

    private static CoverageRules ReadCoverage(RecipeObject coverage, CoverageRules before) => new()
    {
        ApprovedAhead = coverage.Integer("ApprovedAhead") ?? before.ApprovedAhead,
        WaitsAtMost = coverage.Integer("WaitsAtMost") ?? before.WaitsAtMost,
        Targets = coverage.Any("Targets") is null ? before.Targets : [.. coverage.Objects("Targets").Select(target =>
            new CoverageTarget(target.RequiredText("By"), target.RequiredText("Key"), target.Integer("PerWeek") ?? 0, target.Text("Campaign"), target.Text("Source")))],
    };

    private static SiteLanguage ReadLanguage(RecipeObject language) => new(
        language.RequiredText("Tag"), language.RequiredText("Name"), language.Text("Note"), language.Text("Evidence"), language.Any("Serves") is null ? null : language.Texts("Serves")) { NativeSignOff = language.Boolean("NativeSignOff") ?? false };
}

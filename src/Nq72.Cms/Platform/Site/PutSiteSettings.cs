using System.Text.Json;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Platform.Site;

/// <summary>Replaces the site settings. Equal ones change nothing.</summary>
public sealed class PutSiteSettings(CmsDb db, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    private const int MaxTag = 35;
    private const int MostDays = 60;
    private const int MostAWeek = 1000;
    private const int KeyLength = 200;

    /// <summary>Writes them; returns whether they differed from what was stored.</summary>
    public async Task<Outcome<bool>> RunAsync(SiteSettings settings, Actor actor, CancellationToken cancellationToken)
    {
        var fields = Check(settings);
        if (fields.AreInvalid)
            return fields.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Settings, cancellationToken);
        var document = JsonSerializer.Serialize(settings, Json.Options);
        var stored = await db.Settings.FindAsync([SiteSettings.Key], cancellationToken);
        var changed = stored?.Document != document;
        if (changed)
        {
            if (stored is null)
                db.Settings.Add(stored = new Setting { Key = SiteSettings.Key, Document = document });
            stored.Document = document;
            audit.Record(actor, "site.put", "site", SiteSettings.Key, new { settings.SiteName, settings.Publisher, settings.Theme });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return changed;
    }

    private static Fields Check(SiteSettings settings)
    {
        var fields = new Fields();
        fields.Required("siteName", settings.SiteName, 300);
        fields.Required("theme", settings.Theme, 100);
        fields.Optional("publisher", settings.Publisher, 300);
        fields.Optional("tagline", settings.Tagline, 1000);
        foreach (var (index, language) in settings.Languages.Index())
        {
            fields.Required($"languages[{index}].name", language.Name, 200);
            if (language.Tag.Length is < 2 or > MaxTag || !language.Tag.All(static character => char.IsAsciiLetterOrDigit(character) || character == '-'))
                fields.Add($"languages[{index}].tag", "languageTag", $"'{language.Tag}' không phải mã ngôn ngữ BCP 47.", $"'{language.Tag}' is not a BCP 47 language tag.");
        }

        CheckCoverage(fields, settings.Coverage);
        return fields;
    }

    private static void CheckCoverage(Fields fields, CoverageRules rules)
    {
        foreach (var (name, days) in new[] { ("approvedAhead", rules.ApprovedAhead), ("waitsAtMost", rules.WaitsAtMost) })
        {
            if (days is < 0 or > MostDays)
                fields.Add($"coverage.{name}", "range", $"Số ngày phải từ 0 đến {MostDays}.", $"The days must be between 0 and {MostDays}.");
        }

        foreach (var (index, target) in rules.Targets.Index())
        {
            var field = $"coverage.targets[{index}]";
            if (!CoverageTarget.Kinds.Contains(target.By, StringComparer.Ordinal))
                fields.Add($"{field}.by", "unknownRows", $"Không chia theo '{target.By}'; dùng {string.Join(", ", CoverageTarget.Kinds)}.", $"There are no rows by '{target.By}'; use {string.Join(", ", CoverageTarget.Kinds)}.");
            fields.Required($"{field}.key", target.Key, KeyLength);
            if (target.PerWeek is < 1 or > MostAWeek)
                fields.Add($"{field}.perWeek", "range", $"Số nội dung mỗi tuần phải từ 1 đến {MostAWeek}.", $"Items a week must be between 1 and {MostAWeek}.");
            fields.Optional($"{field}.campaign", target.Campaign, KeyLength);
            fields.Optional($"{field}.source", target.Source, 1000);
        }
    }
}

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
    private const int MaxSentence = 500;
    private const int MostSeconds = 3600;
    private const int MostCharacters = 100_000;

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
            CheckTag(fields, $"languages[{index}].tag", language.Tag);
        }

        foreach (var twice in settings.Languages.Index().GroupBy(entry => entry.Item.Tag, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"languages[{twice.Last().Index}].tag", "duplicate", $"Ngôn ngữ '{twice.Key}' có hai lần.", $"The language '{twice.Key}' is given twice.");
        CheckTag(fields, "defaultLanguage", settings.DefaultLanguage);
        CheckScript(fields, settings.Script);
        foreach (var (index, limit) in settings.PostLimits.Index())
        {
            fields.Required($"postLimits[{index}].channel", limit.Channel, 100);
            if (!PostLimit.Parts.Contains(limit.Part))
                fields.Add($"postLimits[{index}].part", "part", $"Không có phần '{limit.Part}'.", $"There is no part '{limit.Part}'.");
            if (limit.Most is < 1 or > MostCharacters)
                fields.Add($"postLimits[{index}].most", "range", $"Giới hạn từ 1 đến {MostCharacters} ký tự.", $"A limit is 1 to {MostCharacters} characters.");
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

    private static void CheckTag(Fields fields, string field, string tag)
    {
        if (tag.Length is < 2 or > MaxTag || !tag.All(static character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            fields.Add(field, "languageTag", $"'{tag}' không phải mã ngôn ngữ BCP 47.", $"'{tag}' is not a BCP 47 language tag.");
    }

    private static void CheckScript(Fields fields, ScriptTemplate script)
    {
        if (script.ItemSeconds is < 0 or > MostSeconds)
            fields.Add("script.itemSeconds", "range", $"Số giây từ 0 đến {MostSeconds}.", $"Seconds must be between 0 and {MostSeconds}.");
        fields.Required("script.attribution", script.Attribution, MaxSentence);
        CheckSentences(fields, "script", script);
        foreach (var (lang, sentences) in script.Languages)
        {
            CheckTag(fields, $"script.languages.{lang}", lang);
            CheckSentences(fields, $"script.languages.{lang}", sentences);
        }
    }

    private static void CheckSentences(Fields fields, string at, ScriptTemplate script)
    {
        fields.Optional($"{at}.heading", script.Heading, MaxSentence);
        fields.Optional($"{at}.tune", script.Tune, MaxSentence);
        fields.Optional($"{at}.greeting", script.Greeting, MaxSentence);
        fields.Optional($"{at}.introduction", script.Introduction, MaxSentence);
        fields.Optional($"{at}.attribution", script.Attribution, MaxSentence);
        fields.Optional($"{at}.correction", script.Correction, MaxSentence);
        fields.Optional($"{at}.sloganLead", script.SloganLead, MaxSentence);
        fields.Optional($"{at}.toDo", script.ToDo, MaxSentence);
        fields.Optional($"{at}.closing", script.Closing, MaxSentence);
        foreach (var reader in script.Readers)
            fields.Optional($"{at}.readers", reader, MaxSentence);
    }
}

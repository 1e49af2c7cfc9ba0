using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Platform.Site;

/// <summary>What a recipe says of the installation as a whole.</summary>
public sealed record SiteSettings
{
    /// <summary>The key under which they are stored.</summary>
    public const string Key = "site";

    /// <summary>Name of the site, in the page's head.</summary>
    public string SiteName { get; init; } = "Nq72";

    /// <summary>A sentence below the name; empty when there is none.</summary>
    public string Tagline { get; init; } = "";

    /// <summary>The language of what says nothing of its language, BCP 47.</summary>
    public string DefaultLanguage { get; init; } = "vi";

    /// <summary>Who publishes the public page; stands on every page.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>Folder name of the theme.</summary>
    public string Theme { get; init; } = "ChuyenTrang";

    /// <summary>Key of the campaign that the public page is about; null takes the first one.</summary>
    public string? Campaign { get; init; }

    /// <summary>What stands where on the public page.</summary>
    public PageSections Sections { get; init; } = new();

    /// <summary>Which fields of official documents say how they are named aloud.</summary>
    public DocumentFields DocumentFields { get; init; } = new();

    /// <summary>The fixed sentences of loudspeaker scripts.</summary>
    public ScriptTemplate Script { get; init; } = new();

    /// <summary>How long a text may be where it is posted by hand.</summary>
    public IReadOnlyList<PostLimit> PostLimits { get; init; } = PostLimit.Known;

    /// <summary>How much is to appear each week, and when planners are reminded.</summary>
    public CoverageRules Coverage { get; init; } = new();

    /// <summary>What counts as festive, and so is held by a blackout; null where nobody said: then everything does.</summary>
    public ContentMarks? Festive { get; init; }

    /// <summary>The languages that content may be in; empty for any language with a known tag.</summary>
    public IReadOnlyList<SiteLanguage> Languages { get; init; } = [];

    /// <summary>The settings as stored; defaults on an empty system.</summary>
    public static async Task<SiteSettings> ReadAsync(CmsDb db, CancellationToken cancellationToken) =>
        (await db.Settings.AsNoTracking().FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken))?.Read<SiteSettings>() ?? new SiteSettings();

    /// <summary>As <see cref="ReadAsync(CmsDb, CancellationToken)"/>, for those who must not wait for the contexts' maps.</summary>
    public static async Task<SiteSettings> ReadAsync(PlainReads reads, CancellationToken cancellationToken) =>
        await reads.FirstAsync("SELECT document FROM setting WHERE key = @key", [("key", Key)], row => JsonSerializer.Deserialize<SiteSettings>(row.GetString(0), Json.Options), cancellationToken) ?? new SiteSettings();

    /// <summary>The label of a language for readers; the tag itself when the installation gives none.</summary>
    public string LabelOf(string lang) => Languages.FirstOrDefault(language => language.Tag == lang)?.Name ?? lang;

    /// <summary>Whether what is written in the language waits for a native speaker who stands for it.</summary>
    public bool AsksForNativeSignOff(string lang) => Languages.Any(language => language.Tag == lang && language.NativeSignOff);
}

/// <summary>A language of the installation.</summary>
/// <param name="Tag">BCP 47.</param>
/// <param name="Name">For readers.</param>
/// <param name="Note">Doubts, for editors.</param>
/// <param name="Evidence">What tag and name rest on.</param>
/// <param name="Serves">For a joint programme: the tags it serves.</param>
public sealed record SiteLanguage(string Tag, string Name, string? Note = null, string? Evidence = null, IReadOnlyList<string>? Serves = null)
{
    /// <summary>Whether a native speaker must stand for each version in it.</summary>
    public bool NativeSignOff { get; init; }
}

/// <summary>A stored setting.</summary>
public sealed class Setting
{
    /// <summary>Its name.</summary>
    public required string Key { get; set; }

    /// <summary>Its value as JSON.</summary>
    public required string Document { get; set; }

    /// <summary>The value read as <typeparamref name="T"/>.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Document, Json.Options)!;
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.ToTable("Setting");
        builder.HasKey(setting => setting.Key);
        builder.Property(setting => setting.Key).HasMaxLength(100);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Media;

/// <summary>A file of the library: its bytes by their hash, what is said of it, and from when on it may not be shown any more.</summary>
public sealed class MediaFile
{
    /// <summary>26 characters, as those of items; what items refer to.</summary>
    public required string Id { get; set; }

    /// <summary>Never changes: a file is replaced by one of its kind.</summary>
    public MediaKind Kind { get; set; }

    /// <summary>What its bytes are.</summary>
    public MediaFormat Format { get; set; }

    /// <summary>Hash of its bytes: 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; set; }

    /// <summary>How many they are.</summary>
    public long Bytes { get; set; }

    /// <summary>The name that it came with, in NFC, without folders.</summary>
    public required string Name { get; set; }

    /// <summary>Pixels across; null while nobody looked inside.</summary>
    public int? Width { get; set; }

    /// <summary>Pixels down; null while nobody looked inside.</summary>
    public int? Height { get; set; }

    /// <summary>Milliseconds that it plays; null while nobody looked inside, and for what does not play.</summary>
    public long? DurationMs { get; set; }

    /// <summary>How far it got.</summary>
    public MediaState State { get; set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public WorkRefusal? Failure { get; set; }

    /// <summary>What it shows, for those who do not see it, by language.</summary>
    public Dictionary<string, string> Alt { get; set; } = [];

    /// <summary>What stands under it, by language.</summary>
    public Dictionary<string, string> Caption { get; set; } = [];

    /// <summary>Whose work it is.</summary>
    public string? Credit { get; set; }

    /// <summary>On what terms it may be used.</summary>
    public string? Licence { get; set; }

    /// <summary>From when on there is no right to show it; null for no end.</summary>
    public DateTimeOffset? RightsUntil { get; set; }

    /// <summary>What a crop keeps in sight, from the left edge (0) to the right (1); null for nothing said.</summary>
    public double? FocusX { get; set; }

    /// <summary>As <see cref="FocusX"/>, from the top (0) to the bottom (1).</summary>
    public double? FocusY { get; set; }

    /// <summary>The point that its crops lie around, given or found: as <see cref="FocusX"/>; null while there are none.</summary>
    public double? CropX { get; set; }

    /// <summary>As <see cref="CropX"/>, from the top.</summary>
    public double? CropY { get; set; }

    /// <summary>A blurred picture of about 16 pixels as a data address, for the time until it is there; null while there is none.</summary>
    public string? Placeholder { get; set; }

    /// <summary>The colour that most of it has, as <c>#rrggbb</c>; null while nobody looked.</summary>
    public string? Colour { get; set; }

    /// <summary>Where in a clip somebody chose its poster, in milliseconds; null for the one that was looked for.</summary>
    public long? PosterMs { get; set; }

    /// <summary>Where in a clip its poster is, in milliseconds; null while there is none.</summary>
    public long? PosterAtMs { get; set; }

    /// <summary>Whether all that was looked at for a poster is dark: somebody should choose.</summary>
    public bool PosterIsDark { get; set; }

    /// <summary>Whether what came tells where it was made; null while nobody looked inside. Renditions never do.</summary>
    public bool? HadPosition { get; set; }

    /// <summary>What of its description was found in the file and confirmed by nobody yet: <c>caption</c>, <c>credit</c>, <c>licence</c>.</summary>
    public IReadOnlyList<string> FromFile { get; set; } = [];

    /// <summary>Who is in it; null while nobody said.</summary>
    public MediaPeople? People { get; set; }

    /// <summary>That those in it agree; null when there is no record.</summary>
    public MediaConsent? Consent { get; set; }

    /// <summary>What stands in the way of showing it, whatever the instant; null when nothing does. Follows from the other facts (<see cref="Settle"/>).</summary>
    public MediaObstacle? Obstacle { get; set; }

    /// <summary>From when on it is not shown: the earlier end of rights and consent. Follows from the other facts (<see cref="Settle"/>).</summary>
    public DateTimeOffset? PublicUntil { get; set; }

    /// <summary>Whether it is a picture of which nobody said what it shows. Follows from the other facts (<see cref="Settle"/>).</summary>
    public bool LacksAlt { get; set; }

    /// <summary>What is said in it, as its captions have it, folded for search; empty for none.</summary>
    public string Spoken { get; set; } = "";

    /// <summary>What search sees. Follows from the other facts (<see cref="Settle"/>).</summary>
    public string Folded { get; set; } = "";

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset UploadedAt { get; set; }

    /// <summary>Who uploaded it.</summary>
    public required string UploadedBy { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who last changed it.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>Counts the files that stood in this place, from 1.</summary>
    public int Number { get; set; }

    /// <summary>Counts every change; part of the ETag.</summary>
    public int Revision { get; set; }

    /// <summary>Whether anything keeps it from being shown at the instant, apart from the items that use it.</summary>
    public bool MayBeShownAt(DateTimeOffset at) => Obstacle is null && State == MediaState.Ready && (PublicUntil is null || at < PublicUntil);

    /// <summary>Takes over what was found inside its bytes; what somebody said stands.</summary>
    /// <param name="facts">What its header tells.</param>
    /// <param name="language">The language that texts without one are in.</param>
    internal void Take(ImageFacts facts, string language)
    {
        (Width, Height, HadPosition) = (facts.Width, facts.Height, facts.HadPosition);
        Take(facts.Credits.Caption, facts.Credits.Credit, facts.Credits.Copyright, language);
    }

    /// <summary>The same of a clip or sound.</summary>
    internal void Take(ClipFacts facts, string language)
    {
        (Width, Height, DurationMs, HadPosition) = (facts.Picture?.Width, facts.Picture?.Height, (long)facts.Duration.TotalMilliseconds, facts.HadPosition);
        Take(facts.Credits.Title, facts.Credits.Artist, facts.Credits.Copyright, language);
    }

    private void Take(string? caption, string? credit, string? copyright, string language)
    {
        var found = new List<string>();
        if (Caption.Count == 0 && caption is not null)
        {
            Caption = new(StringComparer.Ordinal) { [language] = Cut(caption, MediaFileMapping.TextLength) };
            found.Add(nameof(Caption));
        }

        if (Credit is null && credit is not null)
        {
            Credit = Cut(credit, MediaFileMapping.LineLength);
            found.Add(nameof(Credit));
        }

        if (Licence is null && copyright is not null)
        {
            Licence = Cut(copyright, MediaFileMapping.LineLength);
            found.Add(nameof(Licence));
        }

        FromFile = [.. found.Select(JsonNamingPolicy.CamelCase.ConvertName)];
        Settle();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1).TrimEnd(), "…");

    /// <summary>Brings what follows from the other facts up to date. Call it after every change.</summary>
    public void Settle()
    {
        Obstacle = MediaConsent.ObstacleOf(Kind, People, Consent);
        var consentUntil = People is MediaPeople.Adult or MediaPeople.Child ? Consent?.Until : null;
        PublicUntil = RightsUntil is null || consentUntil < RightsUntil ? consentUntil ?? RightsUntil : RightsUntil;
        LacksAlt = Kind == MediaKind.Image && Alt.Count == 0;
        Folded = FoldedText.Fold(string.Join('\n', [Name, Credit, .. Alt.Values, .. Caption.Values, Spoken]));
    }
}

/// <summary>How far a file got.</summary>
public enum MediaState
{
    /// <summary>It is stored and waits to be worked on: a picture or clip, which goes out as renditions only.</summary>
    Uploaded,

    /// <summary>It is being worked on.</summary>
    Processing,

    /// <summary>It can be shown.</summary>
    Ready,

    /// <summary>It could not be worked on.</summary>
    Failed,
}

/// <summary>A file that stands, or stood, in a place of the library.</summary>
public sealed class MediaPast
{
    /// <summary>The place.</summary>
    public required string MediaId { get; set; }

    /// <summary>Which of the place's files, from 1.</summary>
    public int Number { get; set; }

    /// <summary>Hash of its bytes.</summary>
    public required string Sha256 { get; set; }

    /// <summary>What its bytes are.</summary>
    public MediaFormat Format { get; set; }

    /// <summary>How many they are.</summary>
    public long Bytes { get; set; }

    /// <summary>The name that it came with.</summary>
    public required string Name { get; set; }

    /// <summary>Since when it stands, or stood, there.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who put it there.</summary>
    public required string By { get; set; }
}

internal sealed class MediaFileMapping : IEntityTypeConfiguration<MediaFile>
{
    public const int NameLength = 255;
    public const int TextLength = 2_000;
    public const int LineLength = 300;
    private const int ByLength = 300;

    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.ToTable("MediaFile");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).HasMaxLength(26);
        builder.Property(file => file.Sha256).HasMaxLength(64);
        builder.Property(file => file.Name).HasMaxLength(NameLength);
        builder.Property(file => file.Failure).IsJsonText();
        builder.Property(file => file.Placeholder).HasMaxLength(TextLength);
        builder.Property(file => file.Colour).HasMaxLength(7);
        builder.Property(file => file.FromFile).IsJsonText().HasDefaultValueSql("'[]'");
        builder.Property(file => file.Spoken).HasDefaultValue("");
        builder.Property(file => file.Alt).IsJsonText();
        builder.Property(file => file.Caption).IsJsonText();
        builder.Property(file => file.Credit).HasMaxLength(TextLength);
        builder.Property(file => file.Licence).HasMaxLength(TextLength);
        builder.Property(file => file.Consent).IsJsonText();
        builder.Property(file => file.UploadedBy).HasMaxLength(ByLength);
        builder.Property(file => file.ChangedBy).HasMaxLength(ByLength);
        builder.Property(file => file.Revision).IsConcurrencyToken();
        // the same bytes stand in one place: what is said of people and rights holds wherever they are shown
        builder.HasIndex(file => file.Sha256).IsUnique();
        builder.HasIndex(file => new { file.UploadedAt, file.Id });
        builder.HasIndex(file => file.PublicUntil);
        builder.HasIndex(file => file.State).HasFilter("state IN ('Uploaded', 'Processing')");
    }
}

internal sealed class MediaPastMapping : IEntityTypeConfiguration<MediaPast>
{
    public void Configure(EntityTypeBuilder<MediaPast> builder)
    {
        builder.ToTable("MediaPast");
        builder.HasKey(past => new { past.MediaId, past.Number });
        builder.HasOne<MediaFile>().WithMany().HasForeignKey(past => past.MediaId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(past => past.MediaId).HasMaxLength(26);
        builder.Property(past => past.Sha256).HasMaxLength(64);
        builder.Property(past => past.Name).HasMaxLength(MediaFileMapping.NameLength);
        builder.Property(past => past.By).HasMaxLength(300);
        builder.HasIndex(past => past.Sha256);
    }
}

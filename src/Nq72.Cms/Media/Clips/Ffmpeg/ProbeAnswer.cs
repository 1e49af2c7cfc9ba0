using System.Globalization;
using System.Text.Json.Serialization;
using Nq72.Cms.Media.Captions;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>What ffprobe says, as far as it is asked. What may be missing can be set, not only initialised: the reader made at build time would put null there.</summary>
internal sealed record ProbeAnswer
{
    /// <summary>What it is asked for; nothing else is written.</summary>
    public const string Entries =
        "format=duration,bit_rate,nb_streams:format_tags:stream=index,codec_type,codec_name,codec_tag_string,width,height,sample_aspect_ratio,avg_frame_rate,duration,channels,sample_rate,color_transfer"
        + ":stream_tags:stream_disposition=attached_pic:stream_side_data=rotation:chapter=start_time,end_time:chapter_tags";

    private const int MostText = 2_000, MostChapters = 500;

    private static readonly string[] PlaceKeys = ["location", "gps", "latitude", "longitude", "coordinates"];

    public ProbeFormat Format { get; set; } = new();

    public IReadOnlyList<ProbeStream> Streams { get; set; } = [];

    public IReadOnlyList<ProbeChapter> Chapters { get; set; } = [];

    /// <summary>How long its tracks play; null when they do not tell. A head may claim anything and is asked last.</summary>
    public TimeSpan? Duration
    {
        get
        {
            var told = Streams.Where(stream => stream.Disposition?.AttachedPic != 1 && stream.CodecType is "video" or "audio").Select(stream => Seconds(stream.Duration)).Where(seconds => seconds > 0).ToList();
            if (told.Count > 0)
                return Span(told.Max() ?? 0);
            return Seconds(Format.Duration) is { } whole and > 0 ? Span(whole) : null;
        }
    }

    /// <summary>The first track of moving pictures; null when there is none.</summary>
    public ClipPicture? Picture
    {
        get
        {
            if (Streams.FirstOrDefault(stream => stream.CodecType == "video" && stream.Disposition?.AttachedPic != 1) is not { } found)
                return null;
            // counter-clockwise there, clockwise here
            var turned = (((int)Math.Round((found.SideData.FirstOrDefault(data => data.Rotation is not null)?.Rotation ?? 0) / 90.0) * -90 % 360) + 360) % 360;
            var (across, down) = (Wide(found.Width, found.SampleAspectRatio), found.Height);
            return new ClipPicture(found.Index, found.CodecName ?? "?", turned % 180 == 0 ? across : down, turned % 180 == 0 ? down : across, turned, Rate(found.AvgFrameRate), found.ColorTransfer is "smpte2084" or "arib-std-b67");
        }
    }

    /// <summary>Tracks of sound.</summary>
    public IReadOnlyList<ClipSound> Sounds =>
    [
        .. Streams.Where(stream => stream is { CodecType: "audio", Channels: > 0 }).Select(stream =>
            new ClipSound(stream.Index, stream.CodecName ?? "?", stream.Channels, int.TryParse(stream.SampleRate, CultureInfo.InvariantCulture, out var rate) ? rate : 0, Language(stream))),
    ];

    /// <summary>Whether a tag names a place, or a track records one.</summary>
    public bool HadPosition =>
        Format.Tags.Keys.Concat(Streams.SelectMany(stream => stream.Tags.Keys)).Any(key => PlaceKeys.Any(place => key.Contains(place, StringComparison.OrdinalIgnoreCase)))
        || Streams.Any(stream => stream.CodecTagString == "gpmd");

    public ClipCredits Credits => new() { Title = Text("title"), Copyright = Text("copyright"), Artist = Text("artist") ?? Text("author") };

    public IReadOnlyList<Chapter> ChaptersWithTitles =>
    [
        .. Chapters.Take(MostChapters).Select(chapter => (Start: Seconds(chapter.StartTime), End: Seconds(chapter.EndTime), Title: Stored(Tag(chapter.Tags, "title"))))
            .Where(chapter => chapter is { Start: >= 0, Title: not null }).Select(chapter => new Chapter(Span(chapter.Start!.Value), chapter.End > chapter.Start ? Span(chapter.End.Value) : null, chapter.Title!)),
    ];

    private string? Text(string key) => Stored(Tag(Format.Tags, key) ?? Tag(Format.Tags, "com.apple.quicktime." + key));

    private static string? Tag(IReadOnlyDictionary<string, string> tags, string key) => tags.FirstOrDefault(tag => tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Stored(string? text)
    {
        if (text is null)
            return null;
        var normal = NormalText.Of(text).Trim();
        if (normal.Length > MostText)
            normal = normal[..MostText].TrimEnd();
        return normal.Length > 0 ? normal : null;
    }

    private static string? Language(ProbeStream stream) => Tag(stream.Tags, "language") is { Length: 2 or 3 } language and not "und" && language.All(char.IsAsciiLetterLower) ? language : null;

    private static double? Seconds(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? seconds : null;

    private static TimeSpan Span(double seconds) => TimeSpan.FromMilliseconds(Math.Round(Math.Min(seconds, 1e9) * 1000));

    private static double Rate(string? ratio) => Ratio(ratio, '/') is { } rate and > 0 and < 100_000 ? Math.Round(rate, 3) : 0;

    private static int Wide(int width, string? ratio) => Ratio(ratio, ':') is { } aspect and > 0.1 and < 10 ? (int)Math.Clamp(Math.Round(width * aspect), 1, int.MaxValue) : width;

    private static double? Ratio(string? text, char by) => text?.Split(by) is [var above, var below] && Seconds(above) is { } over && Seconds(below) is { } under and not 0 ? over / under : null;
}

internal sealed record ProbeFormat
{
    public string? Duration { get; init; }

    public string? BitRate { get; init; }

    public int NbStreams { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();
}

internal sealed record ProbeStream
{
    public int Index { get; init; }

    public string? CodecType { get; init; }

    public string? CodecName { get; init; }

    public string? CodecTagString { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public string? SampleAspectRatio { get; init; }

    public string? AvgFrameRate { get; init; }

    public string? Duration { get; init; }

    public int Channels { get; init; }

    public string? SampleRate { get; init; }

    public string? ColorTransfer { get; init; }

    public ProbeDisposition? Disposition { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();

    [JsonPropertyName("side_data_list")]
    public IReadOnlyList<ProbeSideData> SideData { get; set; } = [];
}

internal sealed record ProbeDisposition(int AttachedPic);

internal sealed record ProbeSideData(double? Rotation);

internal sealed record ProbeChapter
{
    public string? StartTime { get; init; }

    public string? EndTime { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProbeAnswer))]
internal sealed partial class ProbeJson : JsonSerializerContext;

using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// The seam to a host that owns content. The scheduler knows items only by id and version; the host answers for what they are, puts them
/// on its timeline and renders them. Every method runs on the scope's connection and so, between <c>BeginAsync</c> and commit, inside the
/// caller's transaction.
/// </summary>
public interface IContentGateway
{
    /// <summary>The formats the host can render.</summary>
    IReadOnlyList<ContentFormat> Formats { get; }

    /// <summary>
    /// What the host knows of the items, in the order asked. An item or version that does not exist comes back with
    /// <see cref="ContentFacts.Exists"/> false. A null version asks for the newest approved one, or the newest if none is approved.
    /// </summary>
    Task<IReadOnlyList<ContentFacts>> InspectAsync(IReadOnlyList<ContentPin> pins, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the publications of an armed release: each public item visible from <paramref name="at"/> (all or none). 409
    /// <c>notApproved</c> when a version, public or not, lost its approval meanwhile.
    /// </summary>
    Task<Outcome<Done>> PublishAsync(string releaseId, IReadOnlyList<ContentPublication> items, DateTimeOffset at, DateTimeOffset now, Actor actor, CancellationToken cancellationToken);

    /// <summary>What can be told of the items only by looking around: their texts, translations and links, in the order asked.</summary>
    /// <param name="pins">Which versions.</param>
    /// <param name="at">The instant at which they are to appear: what they link to should be visible by then.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ContentSurroundings>> LookAroundAsync(IReadOnlyList<ContentPin> pins, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Takes a release's publications that have not begun off the timeline and restores what they cut.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="items">Of which items; null for all.</param>
    /// <param name="now">Now.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Outcome<Done>> WithdrawAsync(string releaseId, IReadOnlyCollection<string>? items, DateTimeOffset now, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the visible publications of a release with a public reason, and those that corrected them. What another release published since
    /// stays. Answers which appearances these were, those included that had ended before.
    /// </summary>
    Task<Outcome<TakenBack[]>> RetractAsync(string releaseId, string reason, DateTimeOffset now, Actor actor, CancellationToken cancellationToken);

    /// <summary>The bytes a destination is sent.</summary>
    Task<ContentPayload> RenderAsync(RenderRequest request, CancellationToken cancellationToken);

    /// <summary>Names of places by code, for destinations that are places; unknown codes are left out.</summary>
    Task<IReadOnlyDictionary<string, string>> PlaceNamesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken);
}

/// <summary>A format: what a channel is sent.</summary>
/// <param name="Name">Stable name as in the API: <c>ninjs</c>, <c>portal</c>, <c>loudspeaker</c>.</param>
/// <param name="PerDestination">Whether each destination gets bytes of its own (a commune's name stands in its script).</param>
/// <param name="FileExtension">With the dot, for file drops: <c>.json</c>, <c>.txt</c>.</param>
public sealed record ContentFormat(string Name, bool PerDestination, string FileExtension);

/// <summary>An item, and the version meant.</summary>
public sealed record ContentPin(string ItemId, int? Version);

/// <summary>What the host knows of one item and version.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version that the pin resolves to; 0 when it does not exist.</param>
/// <param name="Exists">Whether item and version exist and are not in the trash.</param>
/// <param name="Approved">Whether exactly this version is approved.</param>
/// <param name="HasUnverifiedClaim">Whether it holds a claim without source or not verified.</param>
/// <param name="Retracted">Whether the item was retracted and not published since.</param>
/// <param name="NewestVersion">The item's newest version number.</param>
/// <param name="Type">Content type.</param>
/// <param name="Title">Title of the version.</param>
/// <param name="Lang">BCP 47.</param>
/// <param name="Festive">Whether a blackout holds it.</param>
public sealed record ContentFacts(
    string ItemId, int Version, bool Exists, bool Approved, bool HasUnverifiedClaim, bool Retracted, int NewestVersion, string Type, string Title, string Lang, bool Festive)
{
    /// <summary>Number of the newest approved version; null when none is approved.</summary>
    public int? NewestApproved { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Key of its genre; null when it has none.</summary>
    public string? Genre { get; init; }
}

/// <summary>An appearance on the timeline that was taken back.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="From">Since when it was visible, or would have been.</param>
public sealed record TakenBack(string ItemId, DateTimeOffset From);

/// <summary>What can be told of an item and version only by looking around.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="TextHash">Equal for equal texts; null when there is no text.</param>
/// <param name="MissingLanguages">Names of languages of the installation that it was not translated into.</param>
/// <param name="StaleTranslations">Names of languages whose translation was made from an older approved version than the pinned one.</param>
/// <param name="SourceMovedOn">Whether it is a translation itself, and its source has a newer approved version than the one it was made from.</param>
/// <param name="DeadLinks">Fields and the items that they link to, which are gone.</param>
/// <param name="UnseenLinks">Fields and the items that they link to, which are not visible at the instant.</param>
/// <param name="Claims">Its claims: figures and statements that may have been true last year only.</param>
public sealed record ContentSurroundings(
    string ItemId, string? TextHash, IReadOnlyList<LocalText> MissingLanguages, IReadOnlyList<LocalText> StaleTranslations, bool SourceMovedOn,
    IReadOnlyList<ContentLink> DeadLinks, IReadOnlyList<ContentLink> UnseenLinks, IReadOnlyList<ContentClaim> Claims)
{
    /// <summary>Pictures in its texts without an alternative text.</summary>
    public IReadOnlyList<ContentPicture> PicturesWithoutAlt { get; init; } = [];

    /// <summary>What is wrong, at the instant, with the files that it shows.</summary>
    public IReadOnlyList<ContentFileFault> FileFaults { get; init; } = [];

    /// <summary>Whether its language asks for a native speaker who stands for the version, and none does.</summary>
    public bool LacksNativeSignOff { get; init; }

    /// <summary>Nothing to tell.</summary>
    public static ContentSurroundings Nothing(string itemId) => new(itemId, null, [], [], false, [], [], []);
}

/// <summary>A claim of an item.</summary>
/// <param name="Field">As in JSON: <c>fields.claims[0]</c>.</param>
/// <param name="Text">What it says.</param>
public sealed record ContentClaim(string Field, string Text);

/// <summary>A link from a field to another item.</summary>
/// <param name="Field">As in JSON: <c>fields.related</c>.</param>
/// <param name="ItemId">The item that it leads to; empty for an address of the site at which there is nothing.</param>
/// <param name="Title">Its title, where it is known.</param>
public sealed record ContentLink(string Field, string ItemId, string? Title)
{
    /// <summary>The address that is written in the text; null for a link field.</summary>
    public string? Address { get; init; }
}

/// <summary>A picture in a text.</summary>
/// <param name="Field">As in JSON: <c>fields.body</c>.</param>
/// <param name="Address">Where it lies.</param>
public sealed record ContentPicture(string Field, string Address);

/// <summary>Something that is wrong with a file that an item shows.</summary>
/// <param name="Field">As in JSON: <c>fields.image</c>.</param>
/// <param name="File">The file's name.</param>
/// <param name="Fault">What it is.</param>
public sealed record ContentFileFault(string Field, string File, FileFault Fault);

/// <summary>What can be wrong with a file.</summary>
public enum FileFault
{
    /// <summary>There are people in it and no record that they agree, or nobody said who is in it, or they took it back.</summary>
    ConsentMissing,

    /// <summary>Their consent is over by the instant.</summary>
    ConsentExpired,

    /// <summary>The right to show it is over by the instant: it will not be shown.</summary>
    RightsExpired,

    /// <summary>There is nothing of it to give out: it will not be shown.</summary>
    NotReady,

    /// <summary>It is a picture that nobody described.</summary>
    AltMissing,

    /// <summary>It is a clip without captions in the item's language.</summary>
    CaptionsMissing,
}

/// <summary>One item of a release that is being armed.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="Until">End of its visibility; null for open.</param>
/// <param name="Public">Whether it goes on the timeline; otherwise only its approval is held on to.</param>
public sealed record ContentPublication(string ItemId, int Version, DateTimeOffset? Until, bool Public = true);

/// <summary>What is to be rendered, for whom.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="Operation">Publish, correct or retract.</param>
/// <param name="DueAt">The intended instant, which the payload states.</param>
/// <param name="Until">End of visibility, where there is one.</param>
/// <param name="Place">The destination's place code, for formats that are per destination.</param>
/// <param name="Note">Public note of a correction, or reason of a retraction.</param>
public sealed record RenderRequest(
    string Format, string ItemId, int Version, Channels.DeliveryOperation Operation, DateTimeOffset DueAt, DateTimeOffset? Until, string? Place, string? Note);

/// <summary>Rendered bytes.</summary>
/// <param name="ContentType">Media type with charset where it has one.</param>
/// <param name="FileExtension">With the dot.</param>
/// <param name="Bytes">The body, byte for byte the same at every attempt.</param>
public sealed record ContentPayload(string ContentType, string FileExtension, ReadOnlyMemory<byte> Bytes);

using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media;

/// <summary>A record that those in a file agree to be shown. The paper itself lies elsewhere.</summary>
public sealed record MediaConsent
{
    /// <summary>What for: <c>chiến dịch truyền thông sức khỏe 2026–2030</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>From when on it does not hold any more; null for no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the signed paper is: its number or file.</summary>
    public string? Reference { get; init; }

    /// <summary>Who signed for a child.</summary>
    public string? Guardian { get; init; }

    /// <summary>How the child itself agreed.</summary>
    public ChildConsent? Own { get; init; }

    /// <summary>When it was taken back; null while it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Who recorded that.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>What was said of it; for the desk only.</summary>
    public string? WithdrawnReason { get; init; }

    /// <summary>The obstacle that follows from what is said of people; null for none. Documents and captions show nobody.</summary>
    public static MediaObstacle? ObstacleOf(MediaKind kind, MediaPeople? people, MediaConsent? consent)
    {
        if (consent?.WithdrawnAt is not null)
            return MediaObstacle.ConsentWithdrawn;
        return people switch
        {
            null => kind is MediaKind.Document or MediaKind.Captions ? null : MediaObstacle.PeopleUnsaid,
            MediaPeople.None => null,
            _ => consent is not null && consent.IsCompleteFor(people.Value) ? null : MediaObstacle.ConsentMissing,
        };
    }

    /// <summary>Whether it says all that is needed: a purpose and a paper, and for a child its guardian and, from seven years, the child itself.</summary>
    public bool IsCompleteFor(MediaPeople people) =>
        Scope is not null && Reference is not null && (people != MediaPeople.Child || (Guardian is not null && Own is not null));
}

/// <summary>How a child itself agreed.</summary>
public enum ChildConsent
{
    /// <summary>It is seven years old or older, and agreed.</summary>
    Given,

    /// <summary>It is younger than seven: the guardian speaks for it.</summary>
    UnderSeven,
}

/// <summary>What stands in the way of showing a file, whatever the instant.</summary>
public enum MediaObstacle
{
    /// <summary>Nobody said whether there are people in it.</summary>
    PeopleUnsaid,

    /// <summary>There are people in it, and the record of their consent is missing or not complete.</summary>
    ConsentMissing,

    /// <summary>Those in it took their consent back.</summary>
    ConsentWithdrawn,
}

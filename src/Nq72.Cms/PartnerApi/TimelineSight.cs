using Nq72.Cms.Timeline;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// How the timeline is looked at in this scope: as everyone does, or through a preview link. A link leads people back to another instant who
/// have no account, so it never shows what was taken back: neither an interval up to an item's last retraction, nor an item in the trash (ADR 17).
/// </summary>
public sealed class TimelineSight
{
    private const string IsNotTakenBack = """
        NOT EXISTS (SELECT 1 FROM publication taken WHERE taken.item_id = p.item_id AND taken.retracted_reason IS NOT NULL AND taken.visible_from >= p.visible_from)
            AND NOT EXISTS (SELECT 1 FROM content_item trashed WHERE trashed.id = p.item_id AND trashed.trashed_at IS NOT NULL)
        """;

    /// <summary>The link; null for everyone.</summary>
    public PreviewGrant? Preview { get; private set; }

    /// <summary>Whether the alias <c>p</c> is shown at the instant <c>@at</c>.</summary>
    internal string IsVisible => Preview is null ? PublicationRow.IsVisible : $"{PublicationRow.IsVisible} AND {IsNotTakenBack}";

    /// <summary>The instant that somebody who may preview asked for (<c>?asOf=</c>), and whether it lies ahead; null for everyone.</summary>
    public (DateTimeOffset At, bool IsAhead)? AsOf { get; private set; }

    /// <summary>Looks as of an instant from now on.</summary>
    internal void LookAsOf(DateTimeOffset at, DateTimeOffset now) => AsOf = (at, at > now);

    /// <summary>Looks through a link from now on.</summary>
    internal void LookThrough(PreviewGrant grant) => Preview = grant;
}

using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Notices;

/// <summary>Which notices are asked for.</summary>
/// <param name="State">Only those in this state; null for all that last (open and seen).</param>
/// <param name="Kind">Only those of this kind; null for all.</param>
/// <param name="UnreadBy">Only lasting ones that this person can help with and has not read; null for all.</param>
public sealed record NoticeFilter(NoticeState? State = null, NoticeKind? Kind = null, Actor? UnreadBy = null);

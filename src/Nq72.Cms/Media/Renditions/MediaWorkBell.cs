using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Tells this node that there is something to make of a file.</summary>
public sealed class MediaWorkBell : Bell;

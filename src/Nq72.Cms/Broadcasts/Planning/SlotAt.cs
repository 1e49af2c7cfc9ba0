namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>A slot of one day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Key">The slot.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Room">Seconds that texts may take, without what frames them.</param>
internal sealed record SlotAt(DateOnly Day, string Key, DateTimeOffset From, DateTimeOffset Until, double Room);

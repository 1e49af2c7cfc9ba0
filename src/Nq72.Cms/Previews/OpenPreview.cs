using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Previews;

/// <summary>
/// Finds out what a link opens. Asked of the database each time: a withdrawal counts on every node from then on. What nobody signed does not
/// get as far as the database.
/// </summary>
public sealed class OpenPreview(PlainReads reads, SigningKeys keys, Incarnation incarnation, TimeProvider clock)
{
    private const string Statement = "SELECT what, item_id, version, path, as_of, expires_at, withdrawn_at FROM preview_link WHERE id = @id";

    /// <summary>What it opens now, or why nothing.</summary>
    public async Task<Outcome<PreviewGrant>> RunAsync(string secret, CancellationToken cancellationToken)
    {
        if (PreviewSecret.Read(secret, incarnation.Id, await keys.GetAsync(SigningKeys.Previews, cancellationToken)) is not { } id)
            return PreviewProblems.Unknown;
        if (await FindAsync(id, cancellationToken) is not { } link)
            return PreviewProblems.Unknown;
        var now = clock.Now();
        return link.StateAt(now) switch
        {
            PreviewState.Withdrawn => PreviewProblems.Withdrawn(link.WithdrawnAt!.Value),
            PreviewState.Expired => PreviewProblems.Expired(link.ExpiresAt),
            _ => new PreviewGrant(link.What, now, link.ExpiresAt, $"{PreviewSecrets.Prefix}{secret}", secret) { AsOf = link.AsOf, ItemId = link.ItemId, Version = link.Version, Path = link.Path },
        };
    }

    private Task<PreviewLink?> FindAsync(Guid id, CancellationToken cancellationToken) => reads.FirstAsync(Statement, [("id", id)], row => new PreviewLink
    {
        Id = id,
        What = Enum.Parse<PreviewKind>(row.GetString(0)),
        ItemId = row.IsDBNull(1) ? null : row.GetString(1),
        Version = row.IsDBNull(2) ? null : row.GetInt32(2),
        Path = row.IsDBNull(3) ? null : row.GetString(3),
        AsOf = reads.Sql.InstantOrNull(row, 4),
        ExpiresAt = reads.Sql.Instant(row, 5),
        WithdrawnAt = reads.Sql.InstantOrNull(row, 6),
        CreatedBy = "",
    }, cancellationToken);
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Approvals;

/// <summary>What waits for one approver, longest waiting first. A page costs the same few statements whatever it holds.</summary>
public sealed class ApprovalQueries(CmsDb db, ContentTypeCatalog catalog, UsedMedia media, TimeProvider clock)
{
    /// <summary>Cases on a page.</summary>
    public const int PageSize = 20;

    /// <summary>What to list; nulls do not filter.</summary>
    public sealed record Filter(string? Type = null, string? Lang = null, string? Cursor = null);

    /// <summary>A page of the queue.</summary>
    public sealed record Page(IReadOnlyList<ApprovalCase> Cases, string? Next);

    /// <summary>The versions that this person may decide on (by type and unit, where their role is narrowed), with their own ones among them.</summary>
    public async Task<Outcome<Page>> ListAsync(Filter filter, Actor actor, CancellationToken cancellationToken)
    {
        var rows = Waiting(actor);
        if (filter.Type is { } type)
            rows = rows.Where(row => row.Item.Type == type);
        if (filter.Lang is { } lang)
            rows = rows.Where(row => row.Item.Lang == lang);
        if (filter.Cursor is { } cursor)
        {
            if (!Cursor.TryDecode(cursor, out var keys) || keys.Count != 2 || !Instants.TryParseWire(keys[0], out var at))
                return Problem.Malformed("cursor", new("'cursor' không đúng.", "The 'cursor' is not valid."));
            var lastId = keys[1];
#pragma warning disable CA1309 // the database compares, in the order of its ORDER BY
            rows = rows.Where(row => row.Version.SubmittedAt > at || (row.Version.SubmittedAt == at && string.Compare(row.Item.Id, lastId) > 0));
#pragma warning restore CA1309
        }

        var page = await rows.OrderBy(row => row.Version.SubmittedAt).ThenBy(row => row.Item.Id).Take(PageSize + 1).AsNoTracking().ToListAsync(cancellationToken);
        var shown = page.Count > PageSize ? page[..PageSize] : page;
        var next = page.Count > PageSize ? Cursor.Encode(shown[^1].Version.SubmittedAt!.Value.ToWire(), shown[^1].Item.Id) : null;
        return new Page(await FillAsync(shown, actor, cancellationToken), next);
    }

    /// <summary>How many wait for this person, without their own text being told apart.</summary>
    public Task<int> CountAsync(Actor actor, CancellationToken cancellationToken) => Waiting(actor).CountAsync(cancellationToken);

    private IQueryable<Waits> Waiting(Actor actor)
    {
        var rows = from item in db.ContentItems
                   join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                   where item.TrashedAt == null && version.Review == ReviewState.Submitted
                   select new Waits { Item = item, Version = version };
        return actor.MayEverywhere(Scopes.Approve) ? rows : rows.Where(Allowed(actor));
    }

    // the roles that are narrowed: this type or that unit
    private Expression<Func<Waits, bool>> Allowed(Actor actor)
    {
        Expression<Func<Waits, bool>> any = row => false;
        foreach (var grant in actor.Grants.Where(grant => grant.Scopes.Contains(Scopes.Approve) || grant.Scopes.Contains(Scopes.Admin)))
        {
            var (types, unit, facets) = (grant.Types, grant.Unit, db.Set<VersionFacet>());
            Expression<Func<Waits, bool>> one = row => (types.Count == 0 || types.Contains(row.Item.Type))
                && (unit == null || facets.Any(facet => facet.ItemId == row.Item.Id && facet.Number == row.Version.Number && facet.Kind == "unit" && facet.Value == unit));
            any = Expression.Lambda<Func<Waits, bool>>(Expression.OrElse(any.Body, new Renamed(one.Parameters[0], any.Parameters[0]).Visit(one.Body)), any.Parameters);
        }

        return any;
    }

    private async Task<List<ApprovalCase>> FillAsync(List<Waits> page, Actor actor, CancellationToken cancellationToken)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var ids = page.ConvertAll(row => row.Item.Id);
        // from the version approved last, which tells what changed and who wrote since
        var since = (await db.ContentVersions.AsNoTracking()
            .Where(row => ids.Contains(row.ItemId) && !db.ContentVersions.Any(later => later.ItemId == row.ItemId && later.Number > row.Number && later.Review == ReviewState.Approved))
            .OrderBy(row => row.Number).ToListAsync(cancellationToken)).ToLookup(row => row.ItemId, StringComparer.Ordinal);
        var contents = page.ToDictionary(row => row.Item.Id, row => row.Version.Read(), StringComparer.Ordinal);
        var files = await media.ReadAsync(page.SelectMany(row => types.Find(row.Item.Type) is { } type ? contents[row.Item.Id].Media(type) : []), cancellationToken);
        var now = clock.Now();
        return [.. page.Where(row => types.Find(row.Item.Type) is not null).Select(row =>
        {
            var (type, content, history) = (types.Find(row.Item.Type)!, contents[row.Item.Id], since[row.Item.Id].ToList());
            var approved = history[0].Review == ReviewState.Approved ? history[0] : null;
            return new ApprovalCase(row.Item, row.Version, type, DiffVersions.Between(approved, row.Version), actor.Kind == ActorKind.User && Authorship.Wrote(actor.Id, history, type),
                [.. ClaimValues.Unverified(type, content.Fields), .. UsedMedia.WithoutConsent(type, content, files, now)]);
        })];
    }

    private sealed class Waits
    {
        public required ContentItem Item { get; init; }

        public required ContentVersion Version { get; init; }
    }

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

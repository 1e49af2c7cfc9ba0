using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.Accounts.Sessions;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Search;
using Nq72.Cms.Taxonomies;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Platform.Persistence;

/// <summary>The CMS's tables. Mappings lie in the slices, one a stored type.</summary>
public abstract class CmsDb(DbContextOptions options, bool sqlite) : IdentityDbContext<Account, AccountRole, Guid>(options)
{
    /// <summary>The table that records which of the CMS's migrations ran.</summary>
    public const string HistoryTable = "cms_migration";

    public DbSet<ContentDefinition> ContentDefinitions => Set<ContentDefinition>();

    public DbSet<ContentItem> ContentItems => Set<ContentItem>();

    public DbSet<ContentVersion> ContentVersions => Set<ContentVersion>();

    public DbSet<VersionFacet> VersionFacets => Set<VersionFacet>();

    public DbSet<SearchText> SearchTexts => Set<SearchText>();

    public DbSet<SlugOwner> SlugOwners => Set<SlugOwner>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<Place> Places => Set<Place>();

    public DbSet<Taxonomy> Taxonomies => Set<Taxonomy>();

    public DbSet<Term> Terms => Set<Term>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<EpochRow> Epochs => Set<EpochRow>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();

    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    public DbSet<GrantLimit> GrantLimits => Set<GrantLimit>();

    public DbSet<Delegation> Delegations => Set<Delegation>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>Writes what is tracked. Every interval that is new or changed waits for its epoch.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // everything that is tracked is compared once, here; left alone, it would be again for the entries and again for the saving
        ChangeTracker.DetectChanges();
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var interval in ChangeTracker.Entries<Publication>().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
            {
                interval.Entity.ChangedEpoch = Publication.Uncounted;
                // also where the entity was read before it was counted: it may still hold the value that stood then
                interval.Property(publication => publication.ChangedEpoch).IsModified = interval.State == EntityState.Modified;
            }

            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>Gives this unit of work's intervals its epoch, when that is locked; others' have theirs before anybody can see them.</summary>
    internal Task CountIntervalsAsync(long epoch, CancellationToken cancellationToken) => Publications.Where(publication => publication.ChangedEpoch == Publication.Uncounted)
        .ExecuteUpdateAsync(row => row.SetProperty(publication => publication.ChangedEpoch, epoch), cancellationToken);

    /// <summary>What is visible or planned of these types is written another way from now on: it counts as changed.</summary>
    internal Task MarkIntervalsAsync(IReadOnlyCollection<string> types, DateTimeOffset now, CancellationToken cancellationToken) =>
        MarkIntervalsAsync(publication => types.Contains(publication.Type), now, cancellationToken);

    /// <summary>What of these intervals is visible or planned is written another way from now on: it counts as changed.</summary>
    internal async Task MarkIntervalsAsync(Expression<Func<Publication, bool>> which, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // edits lock intervals in an order of their own: let them end first, and the next ones wait
        if (!sqlite)
            await Database.ExecuteSqlAsync($"LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE", cancellationToken);
        await Publications.Where(which).Where(publication => publication.VisibleUntil == null || publication.VisibleUntil > now)
            .ExecuteUpdateAsync(row => row.SetProperty(publication => publication.ChangedEpoch, Publication.Uncounted), cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CmsDb).Assembly);
        builder.Entity<Account>().ToTable("Account");
        builder.Entity<AccountRole>().ToTable("Role");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("AccountRole");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("AccountClaim");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("AccountLogin");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("AccountToken");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("RoleClaim");
        // as the third version of Identity's schema maps them; the second one would only rewrite columns
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("AccountPasskey");
            passkey.HasKey(row => row.CredentialId);
            passkey.Property(row => row.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(row => row.Data).ToJson("data");
            passkey.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).IsRequired();
        });
        builder.UseSnakeCase();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.ApplyNq72Conventions(sqlite);
}

/// <summary>The CMS's tables on SQLite.</summary>
public sealed class SqliteCmsDb(DbContextOptions<SqliteCmsDb> options) : CmsDb(options, sqlite: true);

/// <summary>The CMS's tables on PostgreSQL.</summary>
public sealed class PostgresCmsDb(DbContextOptions<PostgresCmsDb> options) : CmsDb(options, sqlite: false);

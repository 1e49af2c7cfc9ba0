using Microsoft.EntityFrameworkCore.Design;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Platform.Persistence;

internal sealed class SqliteCmsDesign : IDesignTimeDbContextFactory<SqliteCmsDb>
{
    public SqliteCmsDb CreateDbContext(string[] args) => new(DesignTime.Sqlite<SqliteCmsDb>(CmsDb.HistoryTable));
}

internal sealed class PostgresCmsDesign : IDesignTimeDbContextFactory<PostgresCmsDb>
{
    public PostgresCmsDb CreateDbContext(string[] args) => new(DesignTime.Postgres<PostgresCmsDb>(CmsDb.HistoryTable));
}

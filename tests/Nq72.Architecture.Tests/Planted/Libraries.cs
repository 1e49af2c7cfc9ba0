namespace Planted.QuartzOutsideItsFolder.Nq72.Scheduler.Releases
{
    internal abstract class BreaksByBeingAJob : global::Quartz.IJob
    {
        public abstract System.Threading.Tasks.ValueTask Execute(global::Quartz.IJobExecutionContext context, System.Threading.CancellationToken cancellationToken);
    }
}

namespace Planted.QuartzOutsideItsFolder.Nq72.Scheduler.Quartz
{
    internal sealed class KeepsInItsFolder
    {
        public global::Quartz.JobKey Key => null;
    }
}

namespace Planted.DatabaseOutsidePersistence.Nq72.Cms.Search
{
    internal sealed class BreaksWithNpgsql
    {
        public object Open() => new Npgsql.NpgsqlConnection();
    }

    internal sealed class BreaksWithSqlite
    {
        public bool Is(System.Data.Common.DbConnection connection) => connection is Microsoft.Data.Sqlite.SqliteConnection;
    }

    internal sealed class KeepsToTheCommonTypes
    {
        public System.Data.Common.DbConnection Connection => null;
    }
}

namespace Planted.DatabaseOutsidePersistence.Nq72.Cms.Platform.Persistence
{
    internal sealed class KeepsInItsFolder
    {
        public Npgsql.NpgsqlConnection Connection => null;
    }
}

namespace Planted.RazorOutsidePages.Nq72.Cms.Media
{
    internal sealed class BreaksInTheSlice : Microsoft.AspNetCore.Mvc.RazorPages.PageModel;
}

namespace Planted.RazorOutsidePages.Nq72.Cms.Media.Pages
{
    internal sealed class KeepsInPages : Microsoft.AspNetCore.Mvc.RazorPages.PageModel;
}

namespace Planted.RazorOutsidePages.Nq72.Cms.Admin
{
    internal sealed class KeepsInAdmin : Microsoft.AspNetCore.Mvc.RazorPages.PageModel;
}

namespace Planted.RazorOutsidePages.SomeTheme
{
    internal sealed class KeepsInATheme : Microsoft.AspNetCore.Mvc.RazorPages.PageModel;
}

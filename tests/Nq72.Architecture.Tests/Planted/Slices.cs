namespace Planted.SchedulerNamesCms.Nq72.Cms.Media
{
    internal sealed class Picture;
}

namespace Planted.SchedulerNamesCms.Nq72.Scheduler.Releases
{
    internal sealed class BreaksInACall
    {
        public static string Show() => new Cms.Media.Picture().ToString();
    }

    internal sealed class BreaksInAGenericArgument
    {
        public System.Collections.Generic.List<Cms.Media.Picture[]> Pictures => null;
    }

    internal sealed class KeepsToItself
    {
        public BreaksInACall Other => null;
    }
}

namespace Planted.UnlistedEdges.Nq72.Scheduler.Channels
{
    internal sealed class Transport;

    internal sealed class BreaksByNamingUpwards
    {
        public Releases.KeepsToAListedEdge Release => null;
    }
}

namespace Planted.UnlistedEdges.Nq72.Scheduler.Releases
{
    internal sealed class KeepsToAListedEdge
    {
        public Channels.Transport Transport => null;
    }
}

namespace Planted.UnlistedEdges.Nq72.Cms.Places
{
    internal sealed class BreaksAcrossProjects
    {
        public static async System.Threading.Tasks.Task ShowAsync()
        {
            // only the state machine's code names it
            await System.Threading.Tasks.Task.Yield();
            _ = new Scheduler.Releases.KeepsToAListedEdge();
        }
    }
}

namespace Planted.PlatformNamesSlice.Nq72.Cms.Media
{
    internal sealed class Picture;
}

namespace Planted.PlatformNamesSlice.Nq72.Cms.Platform.Persistence
{
    internal sealed class BreaksWithAnAttributeArgument
    {
        [System.ComponentModel.TypeConverter(typeof(Media.Picture))]
        public string Name => "";
    }

    internal sealed class KeepsToItself;

    internal abstract class KeepsAsTheContext : Microsoft.EntityFrameworkCore.DbContext
    {
        public Microsoft.EntityFrameworkCore.DbSet<Media.Picture> Pictures => null;
    }
}

namespace Planted.PlatformNamesSlice.Nq72.Cms.Platform.Text
{
    internal abstract class BreaksAsAContextElsewhere : Microsoft.EntityFrameworkCore.DbContext
    {
        public Microsoft.EntityFrameworkCore.DbSet<Media.Picture> Pictures => null;
    }
}

namespace Planted.NamesComposition.Nq72.Cms.Composition
{
    internal sealed class KeepsOnTop
    {
        public Media.BreaksUpwards Everything => null;
    }
}

namespace Planted.NamesComposition.Nq72.Cms.Media
{
    internal sealed class BreaksUpwards
    {
        public Composition.KeepsOnTop Top => null;
    }
}

namespace Planted.ThemeNamesMore.Nq72.Theming
{
    public sealed class PageModel;

    public sealed class BreaksByNamingTheCms
    {
        public Cms.Media.Picture Picture => null;
    }
}

namespace Planted.ThemeNamesMore.Nq72.Cms.Media
{
    public sealed class Picture;
}

namespace Planted.ThemeNamesMore.SomeTheme
{
    public sealed class KeepsToThePageModels
    {
        public Nq72.Theming.PageModel Model => null;
    }

    public sealed class BreaksByNamingTheCms
    {
        public Nq72.Cms.Media.Picture Picture => null;
    }
}

namespace Planted.Circle.Nq72.Cms.Media
{
    internal sealed class One
    {
        public Recipes.Two Next => null;
    }
}

namespace Planted.Circle.Nq72.Cms.Recipes
{
    internal sealed class Two
    {
        public Search.Three Next => null;
    }
}

namespace Planted.Circle.Nq72.Cms.Search
{
    internal sealed class Three
    {
        public Media.One Next => null;
    }
}

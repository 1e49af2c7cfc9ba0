using Nq72.Architecture.Tests.Code;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>Which library is named where.</summary>
internal static class LibraryRules
{
    private static readonly string[] Databases = ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCLRaw"];

    private static readonly string[] Razor =
    [
        "Microsoft.AspNetCore.Mvc.RazorPages", "Microsoft.AspNetCore.Mvc.Razor", "Microsoft.AspNetCore.Mvc.Rendering", "Microsoft.AspNetCore.Mvc.ViewFeatures",
        "Microsoft.AspNetCore.Mvc.TagHelpers", "Microsoft.AspNetCore.Razor",
    ];

    /// <summary>Quartz could be changed for another engine by changing one folder.</summary>
    public static IEnumerable<string> QuartzOutsideItsFolder(CodeBase code) =>
        from type in code.Types
        where type.Place is not { Project: "Nq72.Scheduler", Slice: "Quartz" }
        from named in type.References
        where named.Assembly.StartsWith("Quartz", StringComparison.Ordinal)
        select $"{type.Name} names {named.FullName}: only Nq72.Scheduler.Quartz names Quartz";

    /// <summary>What differs between databases lies in one folder per project. Migrations are generated.</summary>
    public static IEnumerable<string> DatabaseOutsidePersistence(CodeBase code) =>
        from type in code.Types
        where type.Folders is not ["Platform", "Persistence", ..] && !type.Folders.Contains("Migrations", StringComparer.Ordinal)
        from named in type.References
        where Databases.Any(database => named.Assembly.StartsWith(database, StringComparison.Ordinal))
        select $"{type.Name} names {named.FullName}: only Platform.Persistence names a database's driver";

    /// <summary>Pages are in themes, in Admin folders and in Pages folders of slices; the composition root turns them on.</summary>
    public static IEnumerable<string> RazorOutsidePages(CodeBase code) =>
        from type in code.Types
        where !type.IsTheme && !type.Place.IsComposition && !type.Folders.Any(folder => folder is "Admin" or "Pages")
        from named in type.References
        where Razor.Any(name => named.Namespace == name || named.Namespace.StartsWith(name + ".", StringComparison.Ordinal))
        select $"{type.Name} names {named.FullName}: only Admin and Pages folders and themes name Razor";
}

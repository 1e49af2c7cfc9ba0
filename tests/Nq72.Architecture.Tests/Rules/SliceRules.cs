using Nq72.Architecture.Tests.Code;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>Which part may name which.</summary>
internal static class SliceRules
{
    /// <summary>The CMS names the scheduler, never back.</summary>
    public static IEnumerable<string> SchedulerNamesCms(CodeBase code) =>
        from type in code.Types
        where type.Project == "Nq72.Scheduler"
        from named in type.References
        where Place.OfNamespace(named.Namespace).Project == "Nq72.Cms"
        select $"{type.Name} names {named.FullName}: the scheduler knows nothing of the CMS";

    /// <summary>A slice names another only along an edge of the table.</summary>
    public static IEnumerable<string> UnlistedEdges(CodeBase code, IReadOnlyDictionary<string, IReadOnlyList<string>> allowed) =>
        from edge in Edges(code)
        where !allowed.TryGetValue(edge.From, out var to) || !to.Contains(edge.To, StringComparer.Ordinal)
        select $"{edge.Type} names {edge.Named}: the edge {edge.From} -> {edge.To} is not in AllowedEdges.cs";

    /// <summary>No slice reaches itself through others.</summary>
    public static IEnumerable<string> Cycles(IEnumerable<(string From, string To)> edges)
    {
        var next = edges.Distinct().ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        return next.Select(slice => slice.Key).Where(slice => Reaches(slice, slice)).Select(slice => $"{slice} reaches itself through the slices that it names");

        bool Reaches(string from, string target)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var queue = new Queue<string>(next[from]);
            while (queue.TryDequeue(out var slice))
            {
                if (slice == target)
                    return true;
                if (seen.Add(slice))
                    next[slice].ToList().ForEach(queue.Enqueue);
            }

            return false;
        }
    }

    /// <summary>Platform is below all slices. Only the context, which gathers what the slices store, names their stored types.</summary>
    public static IEnumerable<string> PlatformNamesSlice(CodeBase code) =>
        from type in code.Types
        where type.Place.IsPlatform && !(type.Folders is ["Platform", "Persistence"] && IsContext(type))
        from named in type.References
        where Place.OfNamespace(named.Namespace).IsSlice
        select $"{type.Name} names {named.FullName}: Platform names no slice";

    /// <summary>What puts the program together is named by nobody below it.</summary>
    public static IEnumerable<string> NamesComposition(CodeBase code) =>
        from type in code.Types
        where type.Place.IsSlice || type.Place.IsPlatform
        from named in type.References
        where Place.OfNamespace(named.Namespace).IsComposition
        select $"{type.Name} names {named.FullName}: composition is above all slices";

    /// <summary>Themes know the page models and nothing else of the house; the page models know nothing of it.</summary>
    public static IEnumerable<string> ThemeNamesMore(CodeBase code) =>
        from type in code.Types
        where type.IsTheme || type.Project == "Nq72.Theming"
        from named in type.References
        let place = Place.OfNamespace(named.Namespace)
        where place.Project.StartsWith("Nq72.", StringComparison.Ordinal) && place.Project != "Nq72.Theming"
        select $"{type.Name} names {named.FullName}: a theme knows only Nq72.Theming";

    /// <summary>The edges between slices that the code has, with one example each.</summary>
    public static IEnumerable<(string From, string To, string Type, string Named)> Edges(CodeBase code) =>
        (from type in code.Types
         where type.Place.IsSlice
         from named in type.References
         let target = Place.OfNamespace(named.Namespace)
         where target.IsSlice && target != type.Place
         select (From: type.Place.Edge, To: target.Edge, Type: type.Name, Named: named.FullName))
        .DistinctBy(edge => (edge.From, edge.To));

    private static bool IsContext(CodeType type) =>
        type.Definition.BaseType?.FullName.Split('`')[0] is "Microsoft.EntityFrameworkCore.DbContext" or "Microsoft.AspNetCore.Identity.EntityFrameworkCore.IdentityDbContext";
}

using Microsoft.AspNetCore.Http.Extensions;

namespace Nq72.Cms.Admin;

/// <summary>What the form for another instant keeps of the address.</summary>
public static class OtherTimeForm
{
    // a cursor belongs to the list of its instant
    private static readonly string[] Dropped = [OtherTime.Parameter, "cursor", "handler"];

    /// <summary>The parameters that stay, in their order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Kept(HttpRequest request) =>
        from pair in request.Query
        where !Dropped.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)
        from value in pair.Value
        select KeyValuePair.Create(pair.Key, value ?? "");

    /// <summary>The address of the page at hand as of now.</summary>
    public static string Now(HttpRequest request) => request.Path + new QueryBuilder(Kept(request));
}

using System.Text.Json.Nodes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Orchard Core's merge of an update into an item: objects member by member, arrays replaced, nulls passed over.</summary>
internal static class OrchardMerge
{
    /// <summary>Merges <paramref name="update"/> into <paramref name="target"/>, whose member names win over the same in other letters.</summary>
    public static void Into(JsonObject target, JsonObject update)
    {
        foreach (var (name, value) in update)
        {
            if (value is null)
                continue;
            var written = target.NameOf(name) ?? OrchardJson.ToPascal(name);
            if (value is JsonObject members && target[written] is JsonObject known)
                Into(known, members);
            else
                target[written] = value.DeepClone();
        }
    }
}

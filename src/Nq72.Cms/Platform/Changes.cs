namespace Nq72.Cms.Platform;

/// <summary>What putting many things at once did.</summary>
/// <param name="Created">New ones.</param>
/// <param name="Updated">Known ones that are no longer what they were.</param>
/// <param name="Unchanged">Known ones that were so already.</param>
public sealed record Changes(int Created, int Updated, int Unchanged)
{
    /// <summary>Whether anything was written.</summary>
    public bool Any => Created + Updated > 0;
}

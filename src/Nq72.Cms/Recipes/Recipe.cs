using System.Text.Json.Nodes;

namespace Nq72.Cms.Recipes;

/// <summary>A recipe file that was read: its expressions are evaluated, its steps not yet judged.</summary>
/// <param name="Name">Its name; the actor of everything that it writes.</param>
/// <param name="Steps">In the order of the file.</param>
/// <param name="File">The bytes, for the lines of what is wrong.</param>
/// <param name="Files">What it brings along; null where it brings nothing.</param>
internal sealed record Recipe(string Name, IReadOnlyList<RecipeStep> Steps, ReadOnlyMemory<byte> File, RecipeFiles? Files);

/// <summary>One step of a recipe.</summary>
/// <param name="Index">Place in the file, from 0.</param>
/// <param name="Name">As written; case does not count.</param>
/// <param name="Body">The step's object.</param>
/// <param name="Notes">What the reader could not make out in it.</param>
internal sealed record RecipeStep(int Index, string Name, JsonObject Body, IReadOnlyList<string> Notes)
{
    /// <summary>Where it stands in the file: <c>steps[3]</c>.</summary>
    public string Path => $"steps[{Index}]";

    /// <summary>Whether it is the step of that name.</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where a recipe comes from.</summary>
/// <param name="File">Its bytes.</param>
/// <param name="Files">What its <c>[file:text('…')]</c> and its media may be read from; null where there is nothing (a recipe by HTTP).</param>
public sealed record RecipeSource(Stream File, RecipeFiles? Files);

using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Nq72.Cms.Recipes;

/// <summary>What a recipe did.</summary>
/// <param name="Recipe">Its name.</param>
/// <param name="Steps">In the order of the file; after a failed one come none.</param>
public sealed record RecipeReport(string Recipe, IReadOnlyList<StepReport> Steps)
{
    /// <summary>Whether it was only tried: what is reported would be done, and nothing was written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether anything was written.</summary>
    [JsonIgnore]
    public bool Changed => Steps.Any(step => step.Created + step.Updated > 0);

    /// <summary>For people, a line a step.</summary>
    public string Describe()
    {
        var text = new StringBuilder().Append("Công thức / Recipe ").Append(Recipe).AppendLine(DryRun ? " (chạy thử, không ghi gì / dry run, nothing was written):" : ":");
        foreach (var step in Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {step.Name}: ");
            text.AppendLine(step.State switch
            {
                StepState.Done => string.Create(CultureInfo.InvariantCulture, $"{step.Created} mới, {step.Updated} đổi, {step.Unchanged} giữ nguyên / {step.Created} new, {step.Updated} changed, {step.Unchanged} as before"),
                StepState.Unknown => "không biết bước này, bỏ qua / unknown, left out",
                _ => "không làm được / failed",
            });
            foreach (var note in step.Notes)
                text.Append("    – ").AppendLine(note);
        }

        return text.ToString().TrimEnd();
    }
}

/// <summary>What one step did. Filled while the step runs.</summary>
/// <param name="name">Name of the step, as written.</param>
public sealed class StepReport(string name)
{
    private const int MaxNotes = 100;
    private readonly List<string> notes = [];
    private int left;

    /// <summary>Name of the step, as written.</summary>
    public string Name { get; } = name;

    /// <summary>How it ended.</summary>
    public StepState State { get; internal set; } = StepState.Done;

    /// <summary>Things that are new.</summary>
    public int Created { get; internal set; }

    /// <summary>Things that are no longer what they were.</summary>
    public int Updated { get; internal set; }

    /// <summary>Things that were so already.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>What was left out, and why; at most 100, then their number.</summary>
    public IReadOnlyList<string> Notes => left == 0 ? notes : [.. notes, string.Create(CultureInfo.InvariantCulture, $"… và {left} ghi chú nữa / and {left} more")];

    internal void Note(string note)
    {
        if (notes.Contains(note))
            return;
        if (notes.Count < MaxNotes)
            notes.Add(note);
        else
            left++;
    }

    internal void Count(bool isNew, bool isChanged)
    {
        if (isNew)
            Created++;
        else if (isChanged)
            Updated++;
        else
            Unchanged++;
    }
}

/// <summary>How a step ended.</summary>
public enum StepState
{
    /// <summary>Everything of it stands.</summary>
    Done,

    /// <summary>Nobody knows the step; nothing was done.</summary>
    Unknown,

    /// <summary>Something in it is wrong; nothing of it was written.</summary>
    Failed,
}

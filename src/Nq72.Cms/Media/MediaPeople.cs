namespace Nq72.Cms.Media;

/// <summary>Who can be recognised in a file.</summary>
public enum MediaPeople
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>Adults only.</summary>
    Adult,

    /// <summary>A child, with or without adults.</summary>
    Child,
}

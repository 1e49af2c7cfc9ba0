namespace Nq72.Theming;

/// <summary>Someone who is credited.</summary>
/// <param name="Role">For what.</param>
/// <param name="Name">Name as it is to be shown.</param>
public sealed record Credit(CreditRole Role, string Name);

/// <summary>What someone is credited for.</summary>
public enum CreditRole
{
    /// <summary>Wrote it.</summary>
    Author,

    /// <summary>Took the pictures, or filmed it.</summary>
    Photographer,

    /// <summary>Translated it.</summary>
    Translator,

    /// <summary>Speaks the language as a mother tongue and approved the translation.</summary>
    NativeReviewer,

    /// <summary>Read it for the recording.</summary>
    Reader,

    /// <summary>Checked it medically.</summary>
    MedicalReviewer,
}

namespace Nq72.Cms.ContentTypes;

/// <summary>What field values may refer to: the installation's places, terms and language tags.</summary>
public sealed record KnownReferences(IReadOnlySet<string> Places, IReadOnlyDictionary<string, IReadOnlySet<string>> Terms, Func<string, bool> IsLanguage);

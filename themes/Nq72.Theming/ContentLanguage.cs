namespace Nq72.Theming;

/// <summary>A language that content is in.</summary>
/// <param name="Tag">BCP 47 tag for the <c>lang</c> attribute.</param>
/// <param name="Label">The language's name in the interface language (<c>tiếng Tày</c>), fit to stand within a sentence.</param>
public sealed record ContentLanguage(string Tag, string Label);

/// <summary>The same page or item in another language.</summary>
/// <param name="Tag">BCP 47 tag of the page behind the link.</param>
/// <param name="Label">The language's name, in that language if it has one of its own (<c>English</c>).</param>
/// <param name="Url">Path or absolute address.</param>
public sealed record LanguageLink(string Tag, string Label, string Url);

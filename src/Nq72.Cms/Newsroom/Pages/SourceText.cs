namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What a translator reads while writing one field.</summary>
/// <param name="Name">The field's name for people.</param>
/// <param name="Text">What the source says in it.</param>
/// <param name="Source">The source.</param>
public sealed record SourceText(string Name, string Text, ItemView Source);

namespace Nq72.Theming;

/// <summary>Placeholder until the page models are written.</summary>
public sealed record CampaignPage(string Title);

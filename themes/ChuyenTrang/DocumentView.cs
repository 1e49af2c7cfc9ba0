using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>An official text in a list.</summary>
internal sealed record DocumentView(DocumentCard Document, SiteFrame Frame);

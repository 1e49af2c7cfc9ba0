using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>An item card and how it is to look.</summary>
internal sealed record CardView(ItemCard Card, CardShape Shape, SiteFrame Frame)
{
    /// <summary>True on the first picture of a page, which must not wait.</summary>
    public bool Eager { get; init; }

    public bool ShowSummary => Shape is CardShape.Lead or CardShape.Text or CardShape.Profile;

    public bool ShowPicture => Shape is not (CardShape.Text or CardShape.Line) && Card.Picture is not null;

    /// <summary>The part of a picture that fits the card best.</summary>
    public PictureCut CutOf(Picture picture) => (Shape == CardShape.Side ? picture.Classic : picture.Wide) ?? picture.Whole;

    /// <summary>Room that the picture will take, for the choice among its sizes.</summary>
    public string Sizes => Shape switch
    {
        CardShape.Lead => "(min-width: 60rem) 44rem, 100vw",
        CardShape.Side => "8rem",
        _ => "(min-width: 60rem) 22rem, (min-width: 40rem) 50vw, 100vw",
    };
}

/// <summary>How a card looks.</summary>
internal enum CardShape
{
    /// <summary>The first story: large picture, large title, summary.</summary>
    Lead,

    /// <summary>Beside the first story: title with a small picture.</summary>
    Side,

    /// <summary>In the dense list: title and summary.</summary>
    Text,

    /// <summary>A model or example: picture above, summary.</summary>
    Profile,

    /// <summary>A clip: still with its length.</summary>
    Clip,

    /// <summary>One line, as of a bulletin.</summary>
    Line,
}

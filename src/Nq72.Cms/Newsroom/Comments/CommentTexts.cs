using Nq72.Cms.Admin;

namespace Nq72.Cms.Newsroom.Comments;

/// <summary>Words of comments.</summary>
internal static class CommentTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "comments.title", "Trao đổi", "Comments" },
        { "comments.none", "Chưa có ý kiến nào.", "Nobody said anything yet." },
        { "comments.on", "về phiên bản {0}", "on version {0}" },
        { "comments.say", "Ý kiến", "Comment" },
        { "field.comment", "Ý kiến", "Comment" },
        { "comments.sayHelp", "Người viết và người duyệt cùng đọc; không bao giờ công bố.", "For writers and approvers; never published." },
        { "comments.yes", "Gửi ý kiến", "Say it" },
        { "comments.settle", "Đã xong", "Settled" },
        { "comments.settleOf", "Đã xong: {0}", "Settled: {0}" },
        { "comments.settledBy", "{0} đánh dấu xong", "Settled by {0}" },
        { "comments.said", "Đã gửi ý kiến.", "Your comment stands." },
        { "comments.settled", "Đã đánh dấu xong.", "The comment is settled." },
        { "comments.openN", "{0} ý kiến chưa xong", "{0} open comments" },
    };
}

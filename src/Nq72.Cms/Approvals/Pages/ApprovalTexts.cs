using Nq72.Cms.Admin;

namespace Nq72.Cms.Approvals.Pages;

/// <summary>Words of the approvers' queue.</summary>
internal static class ApprovalTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "approvals.title", "Chờ duyệt", "To approve" },
        { "approvals.countN", "{0} bài chờ duyệt", "{0} items to approve" },
        { "approvals.lead", "Đọc chỗ thay đổi của từng bài rồi đánh dấu; duyệt một lần cho các bài đã đánh dấu. Đúng phiên bản đã đọc được duyệt, không phải bản khác.",
            "Read what changed in each, tick it, and approve the ticked ones in one go. Exactly the version that you read is approved, and no other." },
        { "approvals.since", "chờ từ", "waiting since" },
        { "approvals.changes", "Thay đổi so với phiên bản {0} đã duyệt: {1} mục", "Changed since version {0}, which was approved: {1} fields" },
        { "approvals.read", "Đã đọc, duyệt phiên bản {0}", "Read; approve version {0}" },
        { "approvals.together", "Đã đọc cả {0} bài ngắn đang mở trên trang này, duyệt luôn", "I have read all {0} short items that stand open on this page; approve them too" },
        { "approvals.yes", "Duyệt các bài đã đánh dấu", "Approve what is ticked" },
        { "approvals.done", "Đã duyệt {0} bài.", "{0} items were approved." },
        { "approvals.some", "Đã duyệt {0} bài; {1} bài chưa duyệt được", "{0} items were approved; {1} were not" },
        { "approvals.returned", "Đã trả lại “{0}”.", "“{0}” was returned." },
        { "approvals.obstacles", "Chưa duyệt được", "Cannot be approved yet" },
        { "approvals.open", "Mở để xác nhận hoặc xem", "Open it to verify or to look" },
        { "approvals.none", "Không có bài nào chờ bạn duyệt", "Nothing waits for your approval" },
        { "approvals.noneHelp", "Bài gửi duyệt hiện ở đây, bài chờ lâu nhất đứng trước.", "What is handed in appears here, the longest waiting first." },
        { "approvals.all", "Xem mọi bài chờ duyệt", "Show all that waits" },
    };
}

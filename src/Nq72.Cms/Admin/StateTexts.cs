namespace Nq72.Cms.Admin;

/// <summary>Every state, in the product's words (<c>docs/glossary.md</c>).</summary>
internal static class StateTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "state.item.draft", "Bản nháp", "Draft" },
        { "state.item.submitted", "Chờ duyệt", "Submitted" },
        { "state.item.returned", "Trả lại", "Returned" },
        { "state.item.approved", "Đã duyệt", "Approved" },
        { "state.item.scheduled", "Đã hẹn giờ", "Scheduled" },
        { "state.item.published", "Đã đăng", "Published" },
        { "state.item.expired", "Hết hạn", "Expired" },
        { "state.item.retracted", "Đã thu hồi", "Retracted" },
        { "state.item.trashed", "Thùng rác", "In the trash" },

        { "state.review.draft", "Bản nháp", "Draft" },
        { "state.review.submitted", "Chờ duyệt", "Submitted" },
        { "state.review.returned", "Trả lại", "Returned" },
        { "state.review.approved", "Đã duyệt", "Approved" },
        { "state.review.unapproved", "Chưa duyệt", "Not approved" },

        { "state.release.draft", "Bản nháp", "Draft" },
        { "state.release.arming", "Đang chốt", "Arming" },
        { "state.release.armed", "Đã chốt", "Armed" },
        { "state.release.held", "Tạm giữ", "Held" },
        { "state.release.released", "Đã phát", "Released" },
        { "state.release.cancelled", "Đã hủy", "Cancelled" },
        { "state.release.retracted", "Đã thu hồi", "Retracted" },

        { "state.delivery.scheduled", "Đã hẹn giờ", "Scheduled" },
        { "state.delivery.available", "Sẵn sàng gửi", "Ready to send" },
        { "state.delivery.sending", "Đang gửi", "Sending" },
        { "state.delivery.accepted", "Đã nhận", "Accepted" },
        { "state.delivery.retrying", "Đang gửi lại", "Retrying" },
        { "state.delivery.failed", "Gửi lỗi", "Failed" },
        { "state.delivery.cancelled", "Đã hủy", "Cancelled" },
        { "state.delivery.held", "Tạm giữ", "Held" },
        { "state.delivery.expired", "Hết hạn", "Expired" },
        { "state.delivery.unknown", "Chưa rõ đã nhận", "Unknown" },

        { "state.channel.ok", "Sẵn sàng", "Ready" },
        { "state.channel.unprobed", "Chưa thử", "Not tried yet" },
        { "state.channel.open", "Mất liên lạc", "Not answering" },
        { "state.channel.notConfigured", "Chưa cấu hình", "Not configured" },
        { "state.channel.stopped", "Đã ngừng", "Stopped" },

        { "state.told.overdue", "Quá hạn", "Overdue" },
        { "state.told.open", "Chưa xác nhận", "Not acknowledged" },
        { "state.told.done", "Đã xong", "Done" },
        { "state.told.calledOff", "Không cần nữa", "Called off" },

        { "state.severity.block", "Chặn", "Blocks" },
        { "state.severity.warn", "Lưu ý", "Warning" },
    };
}

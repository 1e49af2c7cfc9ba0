using Nq72.Cms.Admin;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The words of roles and delegations.</summary>
internal static class RoleTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "roles.title", "Vai trò", "Roles" },
        { "roles.lead", "Mỗi vai trò làm được gì. Vai trò được trao cho từng người ở mục Mọi người.", "What each role may do. Roles are given to persons under People." },
        { "roles.role", "Vai trò", "Role" },
        { "roles.may", "Làm được", "May" },
        { "roles.mayHelp", "Không ai tự duyệt bài của mình, dù giữ vai trò nào.", "Nobody approves their own text, whatever the role." },
        { "roles.may.read", "Đọc nội dung đã đăng qua API", "Read what is published by the API" },
        { "roles.may.preview", "Vào bàn biên tập, xem bản nháp và những gì chưa đến giờ", "See drafts and what is not out yet at the desk" },
        { "roles.may.write", "Viết, sửa, dịch, tải tệp lên, gửi duyệt", "Write, edit, translate, upload files, hand in" },
        { "roles.may.approve", "Duyệt, trả lại, xác nhận thông tin, rút duyệt", "Approve, return, verify claims, revoke approvals" },
        { "roles.may.publish", "Đăng, hẹn giờ, đính chính, thu hồi, lập và chốt đợt phát", "Publish, schedule, correct, retract, plan and arm releases" },
        { "roles.may.operate", "Nhận kịch bản loa và xác nhận đã phát thay xã, phường", "Take loudspeaker scripts and confirm broadcasts for communes" },
        { "roles.may.admin", "Mọi việc, kể cả con người, vai trò, mã truy cập, kênh, thiết lập", "Everything, with people, roles, keys, channels and settings" },
        { "roles.nothing", "Chỉ tài khoản của mình", "Only their own account" },
        { "roles.people", "Số người", "People" },
        { "roles.peopleN", "{0} người giữ vai trò này", "{0} people hold it" },
        { "roles.description", "Mô tả", "Description" },
        { "roles.descriptionHelp", "Viết “Tên: để làm gì”; phần trước dấu hai chấm là tên hiện ở các màn hình.", "Write \"name: what it is for\"; screens show what stands before the colon." },
        { "roles.consequence", "Có hiệu lực từ lần bấm kế tiếp của những người giữ vai trò.", "It counts from the holders' next request on." },
        { "roles.saved", "Đã lưu vai trò.", "The role was saved." },
        { "limits.title", "Nơi vai trò có hiệu lực", "Where roles count" },
        { "limits.everywhere", "Mọi loại nội dung, mọi đơn vị", "Every content type, every unit" },
        { "limits.types", "Loại nội dung", "Content types" },
        { "limits.typesHelp", "Không chọn loại nào là mọi loại.", "None for every one." },
        { "limits.unit", "Chỉ nội dung của đơn vị", "Only items of the unit" },
        { "limits.change", "Giới hạn một vai trò", "Limit a role" },
        { "limits.consequence", "Vai trò chỉ cho viết, duyệt, đăng những nội dung này; xem thì vẫn xem được tất cả. Bỏ trống cả hai là mọi nơi.", "The role then allows to write, approve and publish these items only; seeing is not limited. None of both for everywhere." },
        { "limits.saved", "Đã lưu giới hạn.", "The limit was saved." },
        { "delegations.title", "Ủy quyền duyệt (K/T)", "Delegation (K/T)" },
        { "delegations.lead", "Khi bạn vắng, người được ủy quyền duyệt và đăng thay; tên họ ký kèm “K/T” và tên bạn.", "While you are away, a delegate approves and publishes in your place, and signs K/T with your name." },
        { "delegations.none", "Không có ủy quyền nào", "There are no delegations" },
        { "delegations.noneHelp", "Ủy quyền hết hạn thì tự chấm dứt và không còn hiện ở đây.", "A delegation ends by itself, and is no longer shown here then." },
        { "delegations.who", "Ai", "Who" },
        { "delegations.given", "Bạn ủy quyền cho {0}", "You to {0}" },
        { "delegations.received", "{0} ủy quyền cho bạn", "{0} to you" },
        { "delegations.holds", "Đang có hiệu lực", "Holds" },
        { "delegations.toCome", "Chưa đến ngày", "To come" },
        { "delegations.from", "Từ", "From" },
        { "delegations.until", "Đến", "Until" },
        { "delegations.end", "Chấm dứt", "End" },
        { "delegations.make", "Ủy quyền", "Delegate" },
        { "delegations.makeConsequence", "Người ấy duyệt được những gì vai trò của bạn duyệt được, không hơn; không ai tự duyệt bài của mình. Họ không ủy quyền tiếp được.", "The person may approve what your roles let you approve, and no more; nobody approves their own text. It is not passed on." },
        { "delegations.to", "Cho ai", "To whom" },
        { "delegations.first", "Ngày đầu", "First day" },
        { "delegations.last", "Ngày cuối", "Last day" },
        { "delegations.makeYes", "Ủy quyền", "Delegate" },
        { "delegations.made", "Đã ủy quyền.", "It was delegated." },
        { "delegations.ended", "Đã chấm dứt ủy quyền.", "The delegation was ended." },
    };
}

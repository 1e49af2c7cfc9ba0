using Nq72.Cms.Admin;

namespace Nq72.Cms.Help.Pages;

/// <summary>The words of help: each screen, each kind of user, the first steps.</summary>
internal static class HelpTexts
{
    /// <summary>The screens that help explains, in the navigation's order.</summary>
    public static readonly IReadOnlyList<string> Screens = ["today", "items", "approvals", "languages", "media", "spoken", "releases", "calendar", "loudspeaker", "coverage", "peaks", "deliveries", "retractions", "channels", "notices", "previews", "settings", "tokens", "people", "roles", "audit", "me"];

    public static readonly UiTextTable Table = new()
    {
        { "help.title", "Trợ giúp", "Help" },
        { "help.lead", "Màn hình nào để làm gì, vai của bạn bắt đầu từ đâu, phím nào có tác dụng.", "What each screen is for, where your role begins, which keys do something." },
        { "help.here", "Màn hình {0}", "The screen {0}" },
        { "help.roles", "Theo vai", "By role" },
        { "help.screens", "Các màn hình", "Screens" },
        { "help.keys", "Phím đơn chỉ có tác dụng khi con trỏ không ở trong ô nhập. Ai dùng giọng nói hoặc hay bấm nhầm thì tắt được.", "Single keys do something only while no field has the focus. Who speaks to the computer, or often hits one by chance, turns them off." },
        { "help.off", "đang tắt", "off" },
        { "help.keysOff", "Tắt phím đơn", "Turn single keys off" },
        { "help.keysOn", "Bật phím đơn", "Turn single keys on" },
        { "help.keysOffDone", "Đã tắt phím đơn.", "Single keys are off." },
        { "help.keysOnDone", "Đã bật phím đơn.", "Single keys are on." },

        { "steps.title", "Bước đầu", "First steps" },
        { "steps.dismiss", "Không hiện nữa", "Do not show again" },
        { "steps.again", "Hiện lại các bước đầu ở Hôm nay", "Show the first steps on Today again" },
        { "steps.dismissed", "Sẽ không hiện các bước đầu nữa. Hiện lại được ở Trợ giúp.", "The first steps are not shown any more. Help brings them back." },
        { "steps.shown", "Bước nào chưa làm sẽ hiện ở đây.", "Steps that are left are shown here." },
        { "steps.done", "Đã làm:", "Done:" },
        { "steps.help", "Trợ giúp theo vai và phím tắt", "Help by role, and keys" },
        { "steps.write", "Viết một bài", "Write something" },
        { "steps.submit", "Gửi duyệt một bài", "Hand something in" },
        { "steps.review", "Duyệt hoặc trả lại một bài", "Approve or return something" },
        { "steps.release", "Lập một đợt phát", "Make a release" },
        { "steps.arm", "Kiểm tra rồi chốt một đợt phát", "Check and arm a release" },
        { "steps.broadcast", "Xác nhận một lần đã phát thanh", "Confirm a broadcast" },
        { "steps.notice", "Đọc một thông báo", "Read a notice" },
        { "steps.invite", "Mời một người", "Invite somebody" },
        { "steps.channel", "Khai báo hoặc thử một kênh", "Set up or test a channel" },
        { "steps.site", "Xem lại và lưu cài đặt trang", "Look through the site settings and save them" },
        { "steps.safe", "Thêm khóa đăng nhập hoặc mã hai bước cho tài khoản", "Add a passkey or a second factor" },

        { "help.screen.today", "Những gì đang chờ bạn, sắp phát và gặp trục trặc. Mỗi con số dẫn tới danh sách của nó.", "What waits for you, goes out next and went wrong. Each number leads to its list." },
        { "help.screen.items", "Mọi bài, ở mọi trạng thái. Lọc theo kiểu, ngôn ngữ, trạng thái; mở một bài để viết, gửi duyệt, xem trên từng kênh. Lưu bao giờ cũng thành phiên bản mới, không đè lên của ai.", "Everything written, in every state. Narrow by type, language, state; open one to write, hand in, see it on each channel. Saving makes a new version and overwrites nobody's." },
        { "help.screen.approvals", "Bài chờ bạn duyệt, lâu nhất ở trên, mỗi bài kèm phần đã đổi so với lần duyệt trước. Duyệt đúng phiên bản đang thấy, hoặc trả lại kèm lý do.", "What waits for you, longest first, with what changed since its last approval. Approve exactly what you see, or return it with a reason." },
        { "help.screen.languages", "Mỗi bài gốc và bản dịch của nó: còn thiếu, đã cũ, chờ người bản ngữ, chờ duyệt, xong.", "Each source with its translations: missing, behind, awaiting a native speaker, to approve, done." },
        { "help.screen.media", "Ảnh, clip, âm thanh và tài liệu. Ghi lời mô tả, nguồn, quyền, người trong ảnh và sự đồng ý; thiếu sự đồng ý thì không duyệt được.", "Pictures, clips, sound and documents, with description, credit, rights, people and consent; without consent nothing is approved." },
        { "help.screen.loudspeaker", "Lịch loa của mọi xã trong một tuần: khung giờ nào phát gì, cái gì chưa có chỗ và vì sao. Bấm một ô để mở kịch bản của xã trong ngày, in ra, và ghi đã phát hay không.", "The loudspeakers of all communes in a week: what is read in which slot, what has no place and why. A field opens the commune’s script of the day, to be printed, and what was read is written down there." },
        { "help.screen.spoken", "Một đoạn chữ nghe ra sao khi đọc trên loa, dài bao nhiêu giây. Chỗ máy không chắc thì hỏi; câu trả lời được nhớ.", "How a text sounds on loudspeakers and how many seconds it takes. Doubts are asked; answers are kept." },
        { "help.screen.releases", "Gom nội dung đã duyệt để phát cùng một lúc. Kiểm tra trước khi phát nói rõ cái gì chặn; chốt rồi thì đúng giờ tự phát.", "Bundle approved items to go out at one instant. The preflight says what blocks; once armed it goes out in time." },
        { "help.screen.calendar", "Cả tháng hoặc cả năm: ngày, dịp, cao điểm, đợt phát, nội dung hẹn giờ. Chỗ vướng nhau được đánh dấu; kéo để dời.", "A month or a year: occasions, peaks, releases, what appears and ends. Conflicts are marked; drag to move." },
        { "help.screen.coverage", "Mỗi tuần đã hiện và sẽ hiện bao nhiêu nội dung theo mục, đối tượng, đơn vị; chỗ trống so với chỉ tiêu. Mỗi con số dẫn tới danh sách của nó.", "How much appeared and will appear each week by strand, audience, unit; gaps against targets. Each figure leads to its list." },
        { "help.screen.peaks", "Các đợt cao điểm của năm và những đợt phát đã lập cho từng đợt.", "The year's peaks and the releases planned for each." },
        { "help.screen.deliveries", "Từng lượt gửi tới từng nơi nhận: đã nhận, đang thử lại, lỗi và vì sao. Gửi lại hoặc hủy từ đây.", "Every delivery to every receiver: accepted, retried, failed and why. Retry or cancel here." },
        { "help.screen.retractions", "Nơi nào đã nhận lệnh đính chính, thu hồi và nơi nào chưa.", "Who acknowledged corrections and retractions, and who has not." },
        { "help.screen.channels", "Báo, cổng thông tin, loa xã phường: nhận bằng cách nào, có đang ổn không. Người quản trị khai báo nơi nhận và thử.", "Newspaper, portal, loudspeakers: how they receive, and whether they are well. Administrators set up receivers and test." },
        { "help.screen.notices", "Việc không diễn ra như đã hẹn. “Đã đọc” là của riêng bạn; “Có người lo” báo cho mọi người; nguyên nhân hết thì thông báo tự hết.", "What does not go as promised. “Read” is yours alone; “taken note of” tells everyone; a notice ends with its cause." },
        { "help.screen.previews", "Liên kết cho người ngoài xem một phiên bản chưa đăng; có hạn và thu lại được.", "Links for outsiders to see what is not published; they end and can be withdrawn." },
        { "help.screen.settings", "Ngày, dịp, chiến dịch, thời gian tạm dừng, xã phường, phân loại và cài đặt trang.", "Occasions, campaigns, blackouts, communes, taxonomies and the site." },
        { "help.screen.tokens", "Mã cho máy của đối tác: được làm gì, đến khi nào, đã dùng bao nhiêu.", "Keys for partners' programs: what they may do, until when, how much they were used." },
        { "help.screen.people", "Mời người, giao vai, khóa tài khoản. Không ai đặt mật khẩu hộ người khác.", "Invite people, give roles, close accounts. Nobody sets another's password." },
        { "help.screen.roles", "Mỗi vai được làm gì.", "What each role may do." },
        { "help.screen.audit", "Ai đã làm gì, lúc nào. Không ai sửa được.", "Who did what, and when. Nobody can change it." },
        { "help.screen.me.name", "Tài khoản của tôi", "My account" },
        { "help.screen.me", "Mật khẩu, khóa đăng nhập, mã hai bước, thiết bị đang đăng nhập, ủy quyền khi vắng mặt.", "Password, passkeys, codes, devices, and who stands in while you are away." },

        { "help.role.writer.name", "Người viết", "Writer" },
        { "help.role.writer",
            "Bấm “Viết bài mới”, chọn kiểu; tiêu đề là đủ để lưu lần đầu." + "\n"
            + "Chữ chưa lưu được giữ lại, kể cả khi mất mạng." + "\n"
            + "Bên cạnh bài có bản xem thử từng kênh, thời lượng đọc loa và những gì còn thiếu." + "\n"
            + "Con số về sức khỏe cần nguồn; người khác xác nhận." + "\n"
            + "Gửi duyệt khi xong. Bị trả lại thì lý do đứng trên bài.",
            "Press “New”, choose a type; a title is enough for the first save." + "\n"
            + "What is not saved is kept, also while you are offline." + "\n"
            + "Beside the text stand previews of each channel, its length read aloud, and what is missing." + "\n"
            + "Figures on health need a source; somebody else confirms them." + "\n"
            + "Hand in when it is done. If it is returned, the reason stands on it." },
        { "help.role.approver.name", "Người duyệt", "Approver" },
        { "help.role.approver",
            "Mở Chờ duyệt: bài chờ lâu nhất ở trên." + "\n"
            + "Đọc phần đã đổi, rồi duyệt hoặc trả lại kèm lý do. Duyệt nhiều bài một lần được, sau khi đã xem từng bài." + "\n"
            + "Không ai duyệt bài của chính mình." + "\n"
            + "Vắng mặt: ủy quyền trong Tài khoản của tôi; chữ ký ghi K/T." + "\n"
            + "Đăng sai: đính chính hoặc thu hồi ở dòng thời gian của bài; mọi nơi đã nhận đều được báo.",
            "Open Approvals: the longest waiting stands first." + "\n"
            + "Read what changed, then approve, or return with a reason. Several at once, after each was seen." + "\n"
            + "Nobody approves their own text." + "\n"
            + "Away? Delegate on My account; signatures then say K/T." + "\n"
            + "Wrong and out? Correct or retract on the item's timeline; everybody who got it is told." },
        { "help.role.reviewer.name", "Người duyệt chuyên môn", "Medical reviewer" },
        { "help.role.reviewer",
            "Mở Chờ duyệt, chọn bài." + "\n"
            + "Đối chiếu từng thông tin với nguồn ghi bên cạnh, rồi xác nhận đúng." + "\n"
            + "Thông tin chưa xác nhận thì bài không duyệt được." + "\n"
            + "Chỉ tiêu không được viết như kết quả đã đạt." + "\n"
            + "Nguồn không đủ: trả lại kèm lý do.",
            "Open Approvals and choose one." + "\n"
            + "Hold each claim against the source beside it, then confirm it." + "\n"
            + "With an unconfirmed claim nothing is approved." + "\n"
            + "A target is never worded as an achievement." + "\n"
            + "Source too weak: return it with a reason." },
        { "help.role.planner.name", "Người lập kế hoạch", "Planner" },
        { "help.role.planner",
            "Xem Lịch: cao điểm nào sắp tới, đã có gì." + "\n"
            + "Lập đợt phát, thêm nội dung đã duyệt và kênh, chọn giờ." + "\n"
            + "Xem Kiểm tra trước khi phát; cái gì chặn thì sửa." + "\n"
            + "Chốt. Đến giờ tự phát, không cần ai bấm." + "\n"
            + "Có quốc tang, thiên tai: công bố tạm dừng trong Cài đặt.",
            "Look at the calendar: which peak comes, what is there." + "\n"
            + "Make a release, add approved items and channels, choose the instant." + "\n"
            + "Read the preflight and mend what blocks." + "\n"
            + "Arm it. It goes out by itself." + "\n"
            + "Mourning or disaster: declare a blackout in the settings." },
        { "help.role.operator.name", "Cán bộ truyền thanh", "Commune operator" },
        { "help.role.operator",
            "Kịch bản trong ngày của xã, phường được gửi tới trước giờ phát." + "\n"
            + "Đọc đúng bản đã gửi; giọng máy thử không phải bản phát." + "\n"
            + "Phát xong, xác nhận đã phát." + "\n"
            + "Được báo thu hồi: gỡ xuống rồi xác nhận.",
            "The day's scripts of your commune arrive ahead of time." + "\n"
            + "Read what was sent; a draft voice is not for broadcast." + "\n"
            + "After the broadcast confirm it." + "\n"
            + "Told to take something back: take it down and confirm." },
        { "help.role.reporter.name", "Cán bộ báo cáo", "Reporting officer" },
        { "help.role.reporter",
            "Mở Nội dung, lọc theo thể loại, đơn vị, chiến dịch để xem đã có gì." + "\n"
            + "Mở Sổ gửi để biết nơi nào đã nhận." + "\n"
            + "Mở Cao điểm để xem từng đợt của năm." + "\n"
            + "Xem như lúc khác: chọn ngày ở cuối thanh bên.",
            "Open Items and narrow by genre, office, campaign to see what there is." + "\n"
            + "Open the ledger to know who received." + "\n"
            + "Open Peaks for each high season of the year." + "\n"
            + "See another time: choose a day at the side bar's foot." },
        { "help.role.admin.name", "Người quản trị", "Administrator" },
        { "help.role.admin",
            "Mời người và giao vai ở Mọi người." + "\n"
            + "Khai báo nơi nhận của từng kênh rồi thử." + "\n"
            + "Xem Cài đặt: tên trang, cơ quan, ngôn ngữ." + "\n"
            + "Bật đăng nhập hai bước cho mình." + "\n"
            + "Sao lưu mỗi ngày bằng lệnh backup; doctor cho biết máy có ổn không.",
            "Invite people and give roles." + "\n"
            + "Set up each channel's receivers, then test." + "\n"
            + "Look through the settings: name, publisher, languages." + "\n"
            + "Turn on a second factor for yourself." + "\n"
            + "Back up daily with the verb backup; doctor tells whether all is well." },
    };
}

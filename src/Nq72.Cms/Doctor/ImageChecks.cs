using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Doctor;

/// <summary>Whether pictures can be worked on here, and what waits or failed. Without that all else works.</summary>
internal sealed class ImageChecks(IImageProcessor images, CmsDb db)
{
    /// <summary>The library, what it reads and writes, the line.</summary>
    public async Task<Checkup> ImagesAsync(CancellationToken cancellationToken)
    {
        var state = await images.StateAsync(cancellationToken);
        var waiting = await db.Set<MediaWork>().CountAsync(work => work.State == MediaWorkState.Waiting, cancellationToken);
        var failed = await db.Set<MediaWork>().CountAsync(work => work.State == MediaWorkState.Failed, cancellationToken);
        if (state.Problem is { } problem)
        {
            return Checkup.Notice("images",
                $"Không nhận và xử lý được ảnh; mọi việc khác vẫn chạy. {problem.Detail?.In("vi")} Đang chờ {waiting}, hỏng {failed}.",
                $"Pictures cannot be taken or worked on; all else works. {problem.Detail?.In("en")} {waiting} wait, {failed} failed.");
        }

        var (reads, writes) = (string.Join(", ", state.Reads), string.Join(", ", state.Writes));
        var (vi, en) = (
            $"libvips {state.Version} ({state.Library}): đọc {reads}; ghi {writes}. Đang chờ {waiting}, hỏng {failed}.",
            $"libvips {state.Version} ({state.Library}) reads {reads}; writes {writes}. {waiting} wait, {failed} failed.");
        if (failed > 0)
            return Checkup.Notice("images", $"{vi} Hãy mở kho tệp, lọc ảnh hỏng, xem lý do rồi làm lại.", $"{en} Open the library, show what failed, read why, and have it tried again.");
        return Enum.GetValues<RenditionFormat>().All(state.Writes.Contains)
            ? Checkup.Well("images", vi, en)
            : Checkup.Notice("images", $"{vi} Thiếu bộ mã hóa: bản nhỏ không đủ các dạng.", $"{en} An encoder is missing: not every format of renditions can be made.");
    }
}

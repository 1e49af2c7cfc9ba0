using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Doctor;

/// <summary>Whether clips and sound can be worked on here, and what waits or failed. Without that all else works.</summary>
internal sealed class ClipChecks(IClipProcessor clips, CmsDb db)
{
    /// <summary>ffmpeg, what it really writes, the line.</summary>
    public async Task<Checkup> ClipsAsync(CancellationToken cancellationToken)
    {
        var state = await clips.StateAsync(cancellationToken);
        var waiting = await db.Set<MediaWork>().CountAsync(work => work.State == MediaWorkState.Waiting && MediaWorkKinds.Clips.Contains(work.Kind), cancellationToken);
        var failed = await db.Set<MediaWork>().CountAsync(work => work.State == MediaWorkState.Failed && MediaWorkKinds.Clips.Contains(work.Kind), cancellationToken);
        if (state.Problem is { } problem)
        {
            return Checkup.Notice("clips",
                $"Không nhận và xử lý được clip, M4A; mọi việc khác vẫn chạy. {problem.Detail?.In("vi")} Đang chờ {waiting}, hỏng {failed}.",
                $"Clips and M4A cannot be taken or worked on; all else works. {problem.Detail?.In("en")} {waiting} wait, {failed} failed.");
        }

        var (vi, en) = (
            $"ffmpeg {state.Version} ({state.Program}). Đang chờ {waiting}, hỏng {failed}.", $"ffmpeg {state.Version} ({state.Program}). {waiting} wait, {failed} failed.");
        if (!state.MakesClips || !state.MakesSound.Contains(AudioFormat.M4A))
        {
            return Checkup.Notice("clips",
                $"{vi} Bản ffmpeg này không ghi được H.264 hoặc AAC: clip và M4A sẽ không ra ngoài được. Debian/Ubuntu: apt-get install ffmpeg.",
                $"{en} This ffmpeg writes no H.264 or no AAC: clips and M4A will not go out. Debian and Ubuntu: apt-get install ffmpeg.");
        }

        return failed > 0
            ? Checkup.Notice("clips", $"{vi} Hãy mở kho tệp, lọc tệp hỏng, xem lý do rồi làm lại.", $"{en} Open the library, show what failed, read why, and have it tried again.")
            : Checkup.Well("clips", vi, en);
    }
}

using System.Globalization;
using System.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Doctor;

/// <summary>What the machine must have.</summary>
internal sealed class MachineChecks(DatabaseOptions options, InstallationOptions installation)
{
    private const long LowSpace = 1L << 30;

    /// <summary>ICU, zone, data directory.</summary>
    public IEnumerable<Checkup> Look()
    {
        yield return "e\u0302\u0301".Normalize(NormalizationForm.FormC) == "ế" && CultureInfo.GetCultureInfo("vi-VN").CompareInfo.Compare("ma", "mà") < 0
            ? Checkup.Well("icu", $"ICU chuẩn hóa và sắp xếp được tiếng Việt; múi giờ {installation.Zone.Id}.", $"ICU normalises and sorts Vietnamese; zone {installation.Zone.Id}.")
            : Checkup.Wrong("icu", "ICU không chuẩn hóa hoặc sắp xếp được tiếng Việt; hãy cài libicu.", "ICU does not normalise or sort Vietnamese; install libicu.");
        yield return DataDirectory();
    }

    private Checkup DataDirectory()
    {
        try
        {
            var probe = Path.Combine(options.DataDirectory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(options.DataDirectory).AvailableFreeSpace;
            return free < LowSpace
                ? Checkup.Notice("dataDirectory", $"{options.DataDirectory} chỉ còn {free >> 20} MB trống.", $"{options.DataDirectory} has only {free >> 20} MB free.")
                : Checkup.Well("dataDirectory", $"Ghi được vào {options.DataDirectory}; còn {free >> 30} GB.", $"{options.DataDirectory} can be written; {free >> 30} GB are free.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Checkup.Wrong("dataDirectory", $"Không ghi được vào {options.DataDirectory}: {exception.Message}", $"{options.DataDirectory} cannot be written: {exception.Message}");
        }
    }
}

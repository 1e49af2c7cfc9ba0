using System.Text;
using System.Text.Unicode;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Media.Captions;

/// <summary>Reads captions that somebody sent, WebVTT or SubRip, and says all that is to be said of them. Pure and thread-safe.</summary>
internal static class CaptionReader
{
    /// <summary>The captions, safe to be written and shown; null when a finding is an error.</summary>
    public static (CaptionFile? File, IReadOnlyList<CaptionFinding> Findings) Read(ReadOnlySpan<byte> bytes, CaptionLimits limits)
    {
        var findings = new List<CaptionFinding>();
        if (Lines(bytes, limits, findings) is not { } lines)
            return (null, findings);
        var cues = WebVttReader.IsWebVtt(lines) ? WebVttReader.Read(lines, limits, findings) : SubRipReader.IsSubRip(lines) ? SubRipReader.Read(lines, limits, findings) : null;
        if (cues is null)
        {
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionUnknownFormat, 1));
            return (null, findings);
        }

        cues = CaptionCheck.Check(cues, limits, findings);
        findings.Sort((left, right) => left.Line.CompareTo(right.Line));
        return (findings.Exists(finding => finding.Severity == CaptionSeverity.Error) ? null : new CaptionFile(cues), findings);
    }

    /// <summary>The lines of a text in UTF-8, or in UTF-16 that says so; null when there is an error.</summary>
    /// <remarks>Source: W3C WebVTT §4.1 (UTF-8, an optional mark, CRLF, LF or CR).</remarks>
    public static IReadOnlyList<string>? Lines(ReadOnlySpan<byte> bytes, CaptionLimits limits, List<CaptionFinding> findings)
    {
        if (bytes.Length > limits.MaxBytes)
            return Refused(findings, CaptionFindings.Of(CaptionFindingCode.CaptionTooLarge, what: (limits.MaxBytes >> 10).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (Decode(bytes, findings) is not { } text)
            return Refused(findings, CaptionFindings.Of(CaptionFindingCode.CaptionEncoding));
        if (string.IsNullOrWhiteSpace(text))
            return Refused(findings, CaptionFindings.Of(CaptionFindingCode.CaptionEmpty));
        if (!text.IsNormalized(NormalizationForm.FormC))
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionNormalised));
        var lines = NormalText.Of(text).Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].Length > limits.MaxLineLength)
                return Refused(findings, CaptionFindings.Of(CaptionFindingCode.CaptionLineTooLong, line + 1, limits.MaxLineLength.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return lines;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, List<CaptionFinding> findings)
    {
        if (bytes is [0xFF, 0xFE, .. var little] && bytes is not [0xFF, 0xFE, 0, 0, ..])
            return Wide(little, Encoding.Unicode, findings);
        if (bytes is [0xFE, 0xFF, .. var big])
            return Wide(big, Encoding.BigEndianUnicode, findings);
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static string? Wide(ReadOnlySpan<byte> bytes, Encoding encoding, List<CaptionFinding> findings)
    {
        if (bytes.Length % 2 != 0)
            return null;
        var text = encoding.GetString(bytes);
        if (text.Contains('\0', StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal))
            return null;
        findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionConverted));
        return text;
    }

    private static IReadOnlyList<string>? Refused(List<CaptionFinding> findings, CaptionFinding finding)
    {
        findings.Add(finding);
        return null;
    }
}

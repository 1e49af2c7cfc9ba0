using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Clips.Structure;

/// <summary>What our own code sees of a file before a program written in C does: what it is, whether it is whole, whether it points elsewhere.</summary>
internal static class ClipStructure
{
    /// <summary>What was seen, or why the file is not looked at further.</summary>
    /// <param name="content">The whole of it; can be sought in.</param>
    public static StructureSeen Look(Stream content)
    {
        if (content.Length == 0)
            return new StructureSeen(new ClipRefusal(ClipRefusalCode.ClipEmpty));
        var head = new byte[MediaSniffer.HeadLength];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (Recognise(head.AsSpan(0, read)) is not { } format)
            return new StructureSeen(new ClipRefusal(ClipRefusalCode.ClipKindNotAllowed));
        var seen = new StructureSeen(null) { Format = format };
        return format switch
        {
            MediaFormat.Mp4 or MediaFormat.Mov or MediaFormat.M4A => new MovBoxes(content).Look() is var (refusal, hadPosition) ? seen with { Refusal = refusal, HadPosition = hadPosition } : seen,
            MediaFormat.WebM => seen with { Refusal = EbmlLength.Check(content) },
            _ => seen,
        };
    }

    private static MediaFormat? Recognise(ReadOnlySpan<byte> head)
    {
        var found = MediaSniffer.Recognise(head);
        return found.Succeeded && found.Value.Kind() is MediaKind.Video or MediaKind.Audio ? found.Value : null;
    }
}

/// <summary>What was seen.</summary>
/// <param name="Refusal">Why it is not looked at further; null when it is.</param>
internal sealed record StructureSeen(ClipRefusal? Refusal)
{
    /// <summary>The container; only without a refusal.</summary>
    public MediaFormat Format { get; init; }

    /// <summary>Whether it holds something that tells a place.</summary>
    public bool HadPosition { get; init; }
}

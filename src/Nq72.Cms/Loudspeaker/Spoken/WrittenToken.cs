using System.Runtime.InteropServices;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>A piece of written text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WrittenToken(int Start, int Length, TokenKind Kind);

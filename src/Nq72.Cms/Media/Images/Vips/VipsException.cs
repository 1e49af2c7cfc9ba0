namespace Nq72.Cms.Media.Images.Vips;

/// <summary>libvips refused an operation; the message is its own, often several lines.</summary>
internal sealed class VipsException(string message) : Exception(message);

using QRCoder;

namespace Nq72.Cms.Accounts.SecondFactor;

/// <summary>What a person needs to set an authenticator up.</summary>
/// <param name="Secret">The secret in groups of four, to be typed where no camera is.</param>
/// <param name="Link">The same for apps, <c>otpauth://…</c>.</param>
/// <param name="Path">The link as a QR code: the data of an SVG path, one unit a module.</param>
/// <param name="Size">Modules a side, with the quiet zone.</param>
public sealed record CodeSetUp(string Secret, string Link, string Path, int Size)
{
    /// <summary>Set-up of one secret.</summary>
    internal static CodeSetUp Of(byte[] secret, string userName, string site)
    {
        var text = TimeCodes.Base32(secret);
        var issuer = Uri.EscapeDataString(site);
        var link = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(userName)}?secret={text}&issuer={issuer}";
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < data.ModuleMatrix[y].Count; x++)
            {
                if (data.ModuleMatrix[y][x])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new(string.Join(' ', text.Chunk(4).Select(group => new string(group))), link, path.ToString(), data.ModuleMatrix.Count);
    }
}

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Reads a number's words back to its value, from left to right: written for the tests, knows nothing of the code that made them.</summary>
internal static class NumberReader
{
    private static readonly Dictionary<string, int> Digits = new(StringComparer.Ordinal)
    {
        ["không"] = 0, ["một"] = 1, ["mốt"] = 1, ["hai"] = 2, ["ba"] = 3, ["bốn"] = 4, ["tư"] = 4, ["năm"] = 5, ["lăm"] = 5, ["sáu"] = 6, ["bảy"] = 7, ["tám"] = 8, ["chín"] = 9,
    };

    public static long Value(string words)
    {
        var (total, section, group, last) = (0L, 0L, 0L, 0L);
        foreach (var word in words.Split(' '))
        {
            switch (word)
            {
                case "linh":
                    break;
                case "mười":
                    group += 10;
                    break;
                case "mươi":
                    (group, last) = (group + (last * 10), 0);
                    break;
                case "trăm":
                    (group, last) = (group + (last * 100), 0);
                    break;
                case "nghìn":
                    (section, group, last) = (section + ((group + last) * 1000), 0, 0);
                    break;
                case "triệu":
                    (section, group, last) = (section + ((group + last) * 1_000_000), 0, 0);
                    break;
                case "tỷ":
                    (total, section, group, last) = ((section + group + last) * 1_000_000_000, 0, 0, 0);
                    break;
                default:
                    last = last == 0 ? Digits[word] : throw new FormatException($"Two digits in a row: {words}");
                    break;
            }
        }

        return total + section + group + last;
    }
}

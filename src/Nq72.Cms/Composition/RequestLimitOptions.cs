using System.ComponentModel.DataAnnotations;

namespace Nq72.Cms.Composition;

/// <summary>How long and how slow one request may be. What is longer or slower is ended by the server before anything of ours sees it.</summary>
internal sealed class RequestLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:RequestLimits";

    /// <summary>Seconds for all headers of a request to arrive, 1–120; default 15. Then 408.</summary>
    [Range(1, 120)]
    public int HeaderSeconds { get; set; } = 15;

    /// <summary>Bytes a second that a body must bring on average after <see cref="BodyGraceSeconds"/>, 0–1,000,000; default 240 (a bad phone line). 0 for no limit. Then 408.</summary>
    [Range(0, 1_000_000)]
    public int BodyBytesPerSecond { get; set; } = 240;

    /// <summary>Seconds before a body must come at its rate, 2–120; default 5.</summary>
    [Range(2, 120)]
    public int BodyGraceSeconds { get; set; } = 5;

    /// <summary>Bytes of all headers together, 1,024–1,000,000; default 16,384. Then 431.</summary>
    [Range(1024, 1_000_000)]
    public int HeaderBytes { get; set; } = 16_384;

    /// <summary>Headers of one request, 10–1,000; default 64. Then 431.</summary>
    [Range(10, 1_000)]
    public int Headers { get; set; } = 64;

    /// <summary>Bytes of the request line, and so of an address, 1,024–100,000; default 8,192. Then 414.</summary>
    [Range(1024, 100_000)]
    public int LineBytes { get; set; } = 8_192;
}

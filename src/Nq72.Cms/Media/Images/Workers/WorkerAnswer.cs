using System.Text.Json.Serialization;

namespace Nq72.Cms.Media.Images.Workers;

/// <summary>What it answers: one JSON document on its standard output.</summary>
internal sealed record WorkerAnswer
{
    public ImageRefusal? Refusal { get; init; }

    public ImageFacts? Facts { get; init; }

    public WorkerState? State { get; init; }

    public ImageRenderings? Renderings { get; init; }
}

/// <summary>What the library can do.</summary>
internal sealed record WorkerState(string Version, string Library, IReadOnlyList<ImageKind> Reads, IReadOnlyList<RenditionFormat> Writes);

/// <summary>Made at build time: a process that lives for a tenth of a second has none for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerAnswer))]
internal sealed partial class WorkerJson : JsonSerializerContext;

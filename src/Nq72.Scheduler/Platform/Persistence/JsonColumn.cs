using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Small values that are read and written whole, kept as JSON text on both databases.</summary>
public static class JsonColumn
{
    /// <summary>Keeps the property as JSON text.</summary>
    public static PropertyBuilder<T> IsJsonText<T>(this PropertyBuilder<T> property) =>
        property.HasConversion(
            value => Write(value),
            text => Read<T>(text),
            new ValueComparer<T>((left, right) => Write(left) == Write(right), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value))));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Json.Options);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json.Options)!;
}

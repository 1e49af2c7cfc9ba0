using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>The house's JSON: camelCase, instants as RFC 3339 with <c>Z</c>, enums as camelCase names, Vietnamese letters as they are.</summary>
public static class Json
{
    /// <summary>For everything that goes out and comes in.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Applies the house's rules to other options (the framework's own).</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        // readable, short UTF-8: what we send is application/json with nosniff, never a piece of HTML
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.NumberHandling = JsonNumberHandling.Strict;
        // of two values for one name nobody knows which is meant
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new WallTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Instants.TryParseWire(reader.GetString(), out var instant)
                ? instant
                : throw new JsonException("An instant is RFC 3339 with an offset, such as 2027-04-07T00:00:00Z.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToWire());
    }
}

using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>Reads claims (<c>{text, kind, source, url, verified, verifiedBy}</c>) out of field values.</summary>
public static class ClaimValues
{
    /// <summary>The claims of a field's value, one or many; empty for an absent value.</summary>
    public static IEnumerable<JsonObject> Of(JsonNode? value) => value is JsonArray many ? many.OfType<JsonObject>() : new[] { value }.OfType<JsonObject>();

    /// <summary>Whether somebody verified it.</summary>
    public static bool IsVerified(this JsonObject claim) => claim["verified"]?.GetValue<bool>() == true;

    /// <summary>Whether both state the same on the same ground: a changed text, source or address of the source is another claim.</summary>
    public static bool SaysTheSameAs(this JsonObject left, JsonObject right) =>
        (string?)left["text"] == (string?)right["text"] && (string?)left["source"] == (string?)right["source"]
        && (string?)left["url"] == (string?)right["url"] && (string?)left["kind"] == (string?)right["kind"];

    /// <summary>An error for each claim that stands in the way of approval: without a source, or not verified.</summary>
    public static IEnumerable<FieldError> Unverified(ContentType type, JsonObject fields) => FieldValues.UnverifiedClaims(type, fields).Select(claim => new FieldError(claim.Path, "unverifiedClaim", new(
        $"Thông tin chưa có nguồn hoặc chưa được kiểm chứng: “{claim.Text}”.", $"A claim without a source, or not verified: “{claim.Text}”.")));
}

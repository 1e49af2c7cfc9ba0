using System.Text.Json;

namespace Nq72.Cms.Admin.Components;

/// <summary>The tone of each state: neutral, wait, plan, ok, warn, bad, off.</summary>
public static class StateLook
{
    private static readonly Dictionary<string, string> Tones = new(StringComparer.Ordinal)
    {
        ["item.draft"] = "neutral", ["item.submitted"] = "wait", ["item.returned"] = "warn", ["item.approved"] = "ok", ["item.scheduled"] = "plan",
        ["item.published"] = "ok", ["item.expired"] = "off", ["item.retracted"] = "bad", ["item.trashed"] = "off",
        ["review.draft"] = "neutral", ["review.submitted"] = "wait", ["review.returned"] = "warn", ["review.approved"] = "ok", ["review.unapproved"] = "bad",
        ["release.draft"] = "neutral", ["release.arming"] = "wait", ["release.armed"] = "plan", ["release.held"] = "warn", ["release.released"] = "ok",
        ["release.cancelled"] = "off", ["release.retracted"] = "bad",
        ["delivery.scheduled"] = "plan", ["delivery.available"] = "plan", ["delivery.sending"] = "wait", ["delivery.accepted"] = "ok", ["delivery.retrying"] = "warn",
        ["delivery.failed"] = "bad", ["delivery.cancelled"] = "off", ["delivery.held"] = "warn", ["delivery.expired"] = "off", ["delivery.unknown"] = "warn",
        ["channel.ok"] = "ok", ["channel.unprobed"] = "neutral", ["channel.open"] = "bad", ["channel.notConfigured"] = "warn", ["channel.stopped"] = "bad",
        ["notice.open"] = "wait", ["notice.seen"] = "neutral", ["notice.resolved"] = "ok", ["notice.warn"] = "warn", ["notice.bad"] = "bad",
        ["told.overdue"] = "bad", ["told.open"] = "wait", ["told.done"] = "ok", ["told.calledOff"] = "off",
        ["person.invited"] = "wait", ["person.active"] = "ok", ["person.locked"] = "warn", ["person.disabled"] = "off",
        ["broadcast.planned"] = "plan", ["broadcast.done"] = "ok", ["broadcast.failed"] = "bad",
        ["severity.block"] = "bad", ["severity.warn"] = "warn",
    };

    /// <summary>The tone; neutral for a state that has none.</summary>
    public static string Tone(string kind, string state) => Tones.GetValueOrDefault($"{kind}.{state}", "neutral");

    /// <summary>The state's name as the API writes it.</summary>
    public static string Name(object state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString() ?? "");
}

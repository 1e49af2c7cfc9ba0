using System.Globalization;
using System.Text;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Formats;

/// <summary>
/// A commune's loudspeaker script as plain text, first form: header, greeting with the commune's name, who publishes, the text, the closing.
/// Its words come from <see cref="ScriptTemplate"/> in the site settings.
/// </summary>
internal sealed class LoudspeakerFormat : IFormat
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    public ContentFormat Facts { get; } = new("loudspeaker", PerDestination: true, ".txt");

    public ContentPayload Render(FormatInput input)
    {
        var template = input.Site.Script;
        var local = TimeZoneInfo.ConvertTime(input.Request.DueAt, input.Installation.Zone);
        var script = new StringBuilder();
        script.AppendLine(template.Heading);
        script.AppendLine(Vietnamese, $"Nơi phát: {input.PlaceName ?? "—"}");
        // what is taken back is not to be read out, at no time
        if (input.Request.Operation != DeliveryOperation.Retract)
            script.AppendLine(Vietnamese, $"Phát từ: {local.ToString("HH:mm 'ngày' dd/MM/yyyy", Vietnamese)}");
        script.AppendLine(Vietnamese, $"Cơ quan công bố: {input.Authority}");
        script.AppendLine(Vietnamese, $"Mã nội dung: {input.Item.Id}, phiên bản {input.Version.Number}");
        script.AppendLine(new string('-', 40));
        script.AppendLine();
        if (input.Request.Operation == DeliveryOperation.Retract)
            script.AppendLine(Vietnamese, $"THU HỒI: không phát nội dung “{input.Content.Title}” nữa. Lý do: {input.Request.Note}");
        else
            AppendProgramme(script, input, template);
        return new ContentPayload("text/plain; charset=utf-8", ".txt", Encoding.UTF8.GetBytes(script.ToString().ReplaceLineEndings("\n")));
    }

    /// <summary>What of the script is read out: greeting, who publishes, text, closing.</summary>
    internal static string ProgrammeOf(FormatInput input)
    {
        var script = new StringBuilder();
        AppendProgramme(script, input, input.Site.Script);
        return script.ToString().ReplaceLineEndings("\n").Trim();
    }

    private static void AppendProgramme(StringBuilder script, FormatInput input, ScriptTemplate template)
    {
        script.AppendLine(Fill(template.Greeting, input)).AppendLine();
        if (input.Authority.Length > 0)
            script.AppendLine(Fill(template.Attribution, input)).AppendLine();
        if (input.Request.Note is { } note)
            script.AppendLine(Vietnamese, $"{template.Correction} {note}").AppendLine();
        script.AppendLine(input.Content.Title).AppendLine();
        foreach (var field in input.Type.Fields.Where(field => field.Kind is FieldKind.Markdown))
        {
            var text = SafeHtml.PlainFromMarkdown((string?)input.Content.Fields[field.Key]);
            if (text.Length > 0)
                script.AppendLine(text).AppendLine();
        }

        script.AppendLine(Fill(template.Closing, input));
    }

    // without a commune the blank before the exclamation mark goes too
    private static string Fill(string sentence, FormatInput input) => sentence
        .Replace(" {place}", input.PlaceName is null ? "" : " {place}", StringComparison.Ordinal)
        .Replace("{place}", input.PlaceName ?? "", StringComparison.Ordinal)
        .Replace("{authority}", input.Authority, StringComparison.Ordinal)
        .Replace("{title}", input.Content.Title, StringComparison.Ordinal);
}

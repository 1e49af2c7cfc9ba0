using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Nq72.Cms.Composition;
using Nq72.Cms.Doctor;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.CommandLine;

/// <summary><c>doctor [--json]</c>: whether the installation is well; changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "In ra JSON. / Print JSON." };
        var command = new Command("doctor", "Kiểm tra hệ thống có ổn không. / Check that the installation is well.") { json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            // standard output is the findings and nothing else
            await using var app = Nq72Host.Build([.. Nq72Commands.Settings(parsed), "--Logging:Console:LogToStandardErrorThreshold=Trace"]);
            await using var services = app.Services.CreateAsyncScope();
            var found = await services.ServiceProvider.GetRequiredService<Examination>().RunAsync(cancellationToken);
            var well = found.All(checkup => checkup.State != CheckupState.Wrong);
            Console.WriteLine(parsed.GetValue(json) ? AsJson(found, well) : AsLines(found, CultureInfo.CurrentUICulture.Name));
            return well ? 0 : 1;
        }));
        return command;
    }

    private static string AsJson(IReadOnlyList<Checkup> found, bool well) => JsonSerializer.Serialize(new
    {
        well,
        checks = found.Select(checkup => new { checkup.Code, checkup.State, message = new { vi = checkup.Text.Vi, en = checkup.Text.En } }),
    }, Json.Options);

    private static string AsLines(IReadOnlyList<Checkup> found, string language)
    {
        var words = new Dictionary<CheckupState, Scheduler.Platform.Problems.LocalText>
        {
            [CheckupState.Well] = new("ổn", "well"), [CheckupState.Notice] = new("lưu ý", "notice"), [CheckupState.Wrong] = new("HỎNG", "WRONG"),
        };
        return string.Join(Environment.NewLine, found.Select(checkup => $"{words[checkup.State].In(language),-6}  {checkup.Code}: {checkup.Text.In(language)}"));
    }
}

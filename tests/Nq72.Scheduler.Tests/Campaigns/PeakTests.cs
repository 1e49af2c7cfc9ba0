using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Campaigns;

public sealed class PeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task OfYear_reckons_peaks_without_any_job(DatabaseProvider provider)
    {
        await using var host = await CampaignAsync(provider);

        var peaks = await host.InScopeAsync((PeakQueries queries) => queries.OfYearAsync(2027, Token));

        Assert.Equal(["suc-khoe.tet.2027", "suc-khoe.thay-thuoc.2027"], peaks.Select(peak => peak.Id).Order());
        var doctors = peaks.Single(peak => peak.Occasion == "thay-thuoc");
        Assert.Equal((new DateOnly(2027, 2, 27), new DateOnly(2027, 2, 20), new DateOnly(2027, 3, 1)), (doctors.Date, doctors.From, doctors.To));
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_twice_writes_once_and_follows_changes(DatabaseProvider provider)
    {
        await using var host = await CampaignAsync(provider);

        Assert.Equal(10, await PlanAsync(host));
        Assert.Equal(0, await PlanAsync(host));
        await host.DoAsync((PutOccasion verb) => verb.ExecuteAsync("thay-thuoc", new("Ngày Thầy thuốc", null), Actor.System, Token));

        Assert.Equal(5, await PlanAsync(host));
        Assert.Equal(5, await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<Peak>().Count())));
    }

    [Theory, OnEveryDatabase]
    public async Task Put_names_an_unknown_occasion(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var problem = await host.FailAsync((PutCampaign verb) => verb.ExecuteAsync("c", new("C", null, new(2027, 1, 1), new(2026, 1, 1), [new("khong-co", -1)]), Actor.System, Token));

        Assert.Equal(["peaks[0].leadDays", "peaks[0].occasion", "to"], problem.Errors.Select(error => error.Field).Order());
    }

    private static Task<int> PlanAsync(SchedulerHost host) => host.InScopeAsync((PlanPeaks verb) => verb.ExecuteAsync(Token));

    private static async Task<SchedulerHost> CampaignAsync(DatabaseProvider provider)
    {
        var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutOccasion verb) => verb.ExecuteAsync("thay-thuoc", new("Ngày Thầy thuốc", OccasionDate.OnSolar("02-27")), Actor.System, Token));
        await host.DoAsync((PutOccasion verb) => verb.ExecuteAsync("tet", new("Tết", OccasionDate.OnLunar("01-01"), Days: 5), Actor.System, Token));
        await host.DoAsync((PutOccasion verb) => verb.ExecuteAsync("chua-ro", new("Tháng hành động", null), Actor.System, Token));
        await host.DoAsync((PutCampaign verb) => verb.ExecuteAsync(
            "suc-khoe", new("Sức khỏe", null, new(2026, 1, 1), new(2030, 12, 31), [new("thay-thuoc", 7, 2), new("tet"), new("chua-ro")]), Actor.System, Token));
        return host;
    }
}

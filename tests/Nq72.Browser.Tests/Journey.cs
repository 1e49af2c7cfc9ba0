namespace Nq72.Browser.Tests;

/// <summary>A test that opens windows at the desk. When it fails, each of them leaves a picture in <c>TestResults/pictures</c> beside the tests.</summary>
public abstract class Journey(DeskFixture fixture) : IAsyncDisposable
{
    private readonly List<Desk> open = [];

    /// <summary>The installation and its people.</summary>
    protected DeskFixture Fixture => fixture;

    /// <summary>A window for one person; null for somebody who has not signed in.</summary>
    protected async Task<Desk> OpenAsync(Person? person, Screen? screen = null, bool javaScript = true)
    {
        var desk = await fixture.OpenAsync(person, screen, javaScript);
        open.Add(desk);
        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var (number, desk) in open.Index())
        {
            if (failed)
                await desk.PictureAsync(string.Concat($"{TestContext.Current.Test!.TestDisplayName}-{number}".Select(character => char.IsLetterOrDigit(character) ? character : '-')));
            await desk.DisposeAsync();
        }
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Support;

/// <summary>One Chromium for all journeys; each person of a journey has a context of their own in it.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>A page is there in a moment; so many milliseconds it may take on a machine that is busy with much else. How fast pages are is measured elsewhere.</summary>
    public const float Patience = 120_000;

    /// <summary>The shell has no windows of its own to keep up to date, which for each person of a journey takes seconds.</summary>
    private static readonly string[] OfTheSystem = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();

        Assertions.SetDefaultExpectTimeout(Patience);
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            // Elsewhere the one that Playwright's own installer brought.
            ExecutablePath = Array.Find(OfTheSystem, File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>
    /// Walks one journey. What goes wrong leaves a picture of every open page and the portal's log in TestResults, and says in words what
    /// stood there; what a page wrote to its console as an error fails the journey, and so does every violation of the content security policy.
    /// </summary>
    public async Task WalkAsync(PortalProcess portal, Func<Journey, Task> steps, [CallerMemberName] string name = "")
    {
        await using var journey = new Journey(_chromium ?? throw new InvalidOperationException("Chromium was not started."), portal, name);
        try
        {
            await steps(journey);
            Assert.True(journey.Faults.Count == 0, string.Join('\n', journey.Faults));
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.Message}\n\n{await journey.KeepTracesAsync()}", fault);
        }
    }
}

/// <summary>
/// Journeys that come one after another. They share one demo; a class whose journeys change what others look at takes one of its own as its
/// class fixture.
/// </summary>
[CollectionDefinition(nameof(Browser))]
public sealed class InTheBrowser : ICollectionFixture<Browser>, ICollectionFixture<DemoPortal>;

/// <summary>Journeys that wait for most of their time: they are walked while the others are.</summary>
[CollectionDefinition(nameof(Beside))]
public sealed class Beside : ICollectionFixture<Browser>;

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Evaluation.Judging;
using Portal.Shared;
using Portal.Web.Hosting;

namespace Portal.Web.Demo;

/// <summary>
/// Makes the demo's bank at the first start: 120 days of history by the use cases that people use, under a clock that starts in
/// the past. Later starts keep what is there.
/// </summary>
internal sealed partial class DemoSeeder(PortalOptions options, IConfiguration configuration, ILogger<DemoSeeder> log)
{
    private static readonly Actor Setup = Actor.System("demo");

    private readonly DemoDirectory _directory = new(options.DataDirectory);

    public async Task Run(Arguments arguments, CancellationToken ct)
    {
        if (_directory.Fault() is { } fault)
            throw new SettingsException([fault]);

        var credentials = DemoCredentials.Of(configuration, arguments.Fresh ? null : _directory.Credentials);
        if (arguments.Fresh || !_directory.IsMade)
            await Make(credentials, ct);
        else if (credentials != _directory.Credentials)
            await Change(credentials, ct);
        Log.Ready(log, credentials.Password, credentials.ApiToken);
    }

    private async Task Make(DemoCredentials credentials, CancellationToken ct)
    {
        Log.Making(log, DemoStory.Days);
        _directory.Clear();

        // From midnight, so that the story's hours are hours of a day.
        var now = TimeProvider.System.GetUtcNow();
        var start = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-DemoStory.Days), TimeSpan.Zero);
        var clock = new DemoClock(start);
        await using var services = Services(clock);
        await services.GetRequiredService<IDbContextFactory<PortalDb>>().MigrateAsync(ct);
        var house = new DemoHouse(services, clock, now, credentials.Password);
        await DemoStory.Tell(house, start, now, ct);
        await GiveToken(services, house.Id("owner"), credentials, ct);
        _directory.MarkMade(credentials);
    }

    /// <summary>The settings name another password or token than the bank was made with.</summary>
    private async Task Change(DemoCredentials credentials, CancellationToken ct)
    {
        await using var services = Services(TimeProvider.System);
        var hasher = services.GetRequiredService<IPasswordHasher<PortalUser>>();
        var owner = await services.GetRequiredService<IDbContextFactory<PortalDb>>().WriteAsync<PersonId>(async db =>
        {
            var users = await db.Users.ToListAsync(ct);
            foreach (var user in users)
                user.PasswordHash = hasher.HashPassword(user, credentials.Password);
            db.Record(new EntryDraft(Setup, TimeProvider.System.GetUtcNow(), "demo.password-set", "demo"));
            return users.Single(user => user.Email == "owner@demo.example").Person;
        }, ct);
        await GiveToken(services, owner.Value, credentials, ct);
        _directory.MarkMade(credentials);
    }

    private static async Task GiveToken(IServiceProvider services, PersonId owner, DemoCredentials credentials, CancellationToken ct) =>
        _ = (await services.GetRequiredService<AdmitToken>().Run(Setup, new(owner, credentials.ApiToken, "The demo's token"), ct)).Value;

    private ServiceProvider Services(TimeProvider time) =>
        new ServiceCollection().AddLogging().AddSingleton(time).AddPortal(options).AddSingleton<IJudge, DemoJudge>().BuildServiceProvider();

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Information, "Making the demo's bank: {Days} days of history")]
        public static partial void Making(ILogger log, int days);

        [LoggerMessage(1902, LogLevel.Information, "Sign in as owner@demo.example (or risk@, tech@, board1@, auditor@ ...) with the password {Password}; API token {ApiToken}")]
        public static partial void Ready(ILogger log, string password, string apiToken);
    }
}

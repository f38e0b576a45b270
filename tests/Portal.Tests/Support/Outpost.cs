using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Integrations.Outgoing;
using Portal.Integrations.Webhooks;
using Portal.Shared;
using Portal.Tests.Shared;

namespace Portal.Tests.Support;

/// <summary>A house with an administrator, a mail server and a web server of somebody else, all on this machine.</summary>
internal sealed class Outpost : IAsyncDisposable
{
    private Outpost(House house, SmtpSink sink, Receiver receiver, Actor admin) => (House, Sink, Receiver, Admin) = (house, sink, receiver, admin);

    public House House { get; }

    public SmtpSink Sink { get; }

    public Receiver Receiver { get; }

    public Actor Admin { get; }

    public static async Task<Outpost> On(DatabaseProvider provider)
    {
        var sink = new SmtpSink();
        var house = await House.On(provider, options => options with
        {
            PublicUrl = "https://portal.example",
            Smtp = new SmtpOptions { Host = "127.0.0.1", Port = sink.Port, From = "portal@example.org", Tls = SmtpTls.None },
            Outgoing = new OutgoingOptions { AllowedHosts = ["127.0.0.1"] },
        });
        return new Outpost(house, sink, Receiver.Start(), await house.Person("Admin", Role.Administrator));
    }

    public async Task<NewSecret> Webhook(params string[] types) =>
        (await House.Get<AddWebhook>().Run(Admin, new(Receiver.Address.ToString(), types), default)).Value;

    /// <summary>What the worker does in a turn.</summary>
    public async Task Turn()
    {
        await House.Get<SpreadEvents>().Turn(default);
        await Try(House.Get<Outbox>());
    }

    /// <summary>Tries everything that is due, and returns when all of it was tried.</summary>
    public static async Task Try(Outbox outbox)
    {
        await outbox.Begin(default);
        await outbox.Finish();
    }

    /// <summary>Turns until everything was tried as often as it is, a clock's leap between the attempts.</summary>
    public async Task TurnUntilNothingWaits()
    {
        while ((await Deliveries()).Any(delivery => delivery.State == DeliveryState.Waiting))
        {
            House.Time.Advance(TimeSpan.FromHours(15));
            await Turn();
        }
    }

    public async Task<IReadOnlyList<Delivery>> Deliveries()
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        return await db.Deliveries.AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync();
    }

    public async Task<Delivery> OnlyDelivery() => Assert.Single(await Deliveries());

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Sink.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}

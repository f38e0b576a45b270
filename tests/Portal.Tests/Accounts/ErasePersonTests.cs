using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;
using Portal.Tests.Audit;
using Portal.Tests.Support;
using Portal.Tracking;

namespace Portal.Tests.Accounts;

public sealed class ErasePersonTests
{
    private const string Name = "Zebulon Quagmire";
    private const string Email = "zebulon.quagmire@example.org";
    private const string Address = "203.0.113.77";

    private static readonly string[] Traces = ["Zebulon", "ZEBULON", "zebulon", Address, "Quagmire's browser"];

    [Theory, OnBothDatabases]
    public async Task An_erased_person_is_nowhere_in_the_database_nor_the_export_and_the_tree_verifies(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var admin = await house.Person("Admin", Role.Administrator);
        var person = await SomebodyWhoLeft(house, admin);
        Assert.NotEmpty(await TracesIn(house.Dbs));

        _ = (await house.Get<ErasePerson>().Run(admin, person, "They asked for it.", default)).Value;

        Assert.Empty(await TracesIn(house.Dbs));
        var export = (await house.Get<ExportLedger>().Run(await house.Person("Auditor", Role.Auditor), default)).Value;
        using var lines = new MemoryStream();
        await house.Get<ExportLedger>().WriteTo(lines, export, default);
        Assert.DoesNotContain(Traces, trace => Decoded(lines.ToArray()).Contains(trace, StringComparison.Ordinal));
        Assert.Empty((await house.Verify()).Breaks);
        Assert.Contains((await house.Entries()), entry => entry.Action == "person.erased" && entry.Subject == person.ToString() && entry.Reason == "They asked for it.");
    }

    [Fact]
    public async Task Nothing_is_left_in_the_files_of_SQLite()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var admin = await house.Person("Admin", Role.Administrator);
        var person = await SomebodyWhoLeft(house, admin);
        Assert.NotEmpty(TracesInFiles(house.Folder));

        _ = (await house.Get<ErasePerson>().Run(admin, person, "They asked for it.", default)).Value;

        Assert.Empty(TracesInFiles(house.Folder));
    }

    /// <summary>The copy was made before; what was erased since is kept outside of the database.</summary>
    [Fact]
    public async Task A_backup_from_before_the_erasure_forgets_again_when_it_is_restored()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var admin = await house.Person("Admin", Role.Administrator);
        var person = await SomebodyWhoLeft(house, admin);
        var copy = Path.Combine(house.Folder, "copy.db");
        await using (var db = await house.Dbs.CreateDbContextAsync())
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        _ = (await house.Get<ErasePerson>().Run(admin, person, "They asked for it.", default)).Value;

        await using var restored = house.AnotherNode(options => options with { Database = options.Database with { ConnectionString = $"Data Source={copy};Pooling=false" } });
        await restored.GetRequiredService<ErasePerson>().Again(default);

        Assert.Empty(await TracesIn(restored.GetRequiredService<IDbContextFactory<PortalDb>>()));
        SqliteConnection.ClearAllPools();
        Assert.Empty(TracesInFiles(house.Folder));
        Assert.Empty((await restored.GetRequiredService<VerifyLedger>().Run(null, default)).Breaks);
    }

    [Theory, OnBothDatabases]
    public async Task What_an_entry_says_of_a_person_is_shown_with_a_reason_until_it_is_erased(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var admin = await house.Person("Admin", Role.Administrator);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var person = await SomebodyWhoLeft(house, admin);
        var index = (await house.Entries()).First(entry => entry.Action == "person.invited").Index;
        var reveal = house.Get<RevealEntry>();

        var shown = (await reveal.Run(auditor, index, "Case 17.", default)).Value.Fields;
        Assert.Equal((Name, Email), (shown["name"], shown["email"]));
        Assert.Contains(await house.Entries(), entry => entry.Action == "entry.revealed" && entry.Subject == person.ToString());
        Assert.IsType<Invalid>((await reveal.Run(auditor, index, "", default)).Refusal);
        Assert.IsType<Forbidden>((await reveal.Run(await house.Person("Owner", Role.SystemOwner), index, "Case 17.", default)).Refusal);

        _ = (await house.Get<ErasePerson>().Run(admin, person, "They asked for it.", default)).Value;
        Assert.Equal("The personal data in this entry was erased.", (await reveal.Run(auditor, index, "Case 17.", default)).Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_signed_is_on_legal_hold(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var admin = await house.Person("Admin", Role.Administrator);
        var person = await SomebodyWhoLeft(house, admin);
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            db.Record(new EntryDraft(Actor.InPerson(person, Name, new HashSet<Permission>()), House.Noon, "promotion.approved", "PR-0001") { Details = new Dictionary<string, string> { ["meaning"] = "I approve PR-0001" } });
            await db.SaveChangesAsync();
        }

        var refusal = (await house.Get<ErasePerson>().Run(admin, person, "They asked for it.", default)).Refusal;

        Assert.Equal("Zebulon Quagmire has signed decisions, which must say by whom: their data is on legal hold.", refusal?.Message);
        Assert.NotEmpty(await TracesIn(house.Dbs));
        Assert.Contains(await house.Entries(), entry => entry.Action == "person.erase.refused");
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_still_here_is_not_erased_and_nobody_but_an_administrator_erases(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (admin, owner) = (await house.Person("Admin", Role.Administrator), await house.Person("Owner", Role.SystemOwner));
        var erase = house.Get<ErasePerson>();

        Assert.Contains("has not left", (await erase.Run(admin, owner.Id(), "They asked.", default)).Refusal?.Message, StringComparison.Ordinal);
        Assert.IsType<Forbidden>((await erase.Run(owner, admin.Id(), "They asked.", default)).Refusal);
        Assert.IsType<Invalid>((await erase.Run(admin, owner.Id(), "", default)).Refusal);
    }

    private static async Task<PersonId> SomebodyWhoLeft(House house, Actor admin)
    {
        _ = (await house.Get<Departments>().Add(admin, "Retail lending", default)).Value;
        var invited = (await house.Get<InvitePerson>().Run(admin, new(Email, Name, "Retail lending", [], "A new colleague."), default)).Value.Person;
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            db.Sessions.Add(new Session(invited, SignInMethod.Password, new Origin(Address, "Quagmire's browser"), House.Noon, TimeSpan.FromHours(1)));
            db.EnqueueMail(Email, MailText.LedgerAlarm("Dear Zebulon"), House.Noon);
            await db.SaveChangesAsync();
        }

        var colleague = await house.Developer();
        _ = (await house.Get<StartRun>().Run(colleague, new(0, "together", Email, null, [new("mlflow.user", Email)]), default)).Value;
        _ = (await house.Get<LeavePerson>().Run(admin, new(invited, "Gone.", [], []), default)).Value;
        return invited;
    }

    private static async Task<IReadOnlyList<string>> TracesIn(IDbContextFactory<PortalDb> dbs)
    {
        await using var db = await dbs.CreateDbContextAsync();
        var rows = string.Join('\n', await Contents.Of(db));
        var hex = Traces.Select(trace => Convert.ToHexString(Encoding.UTF8.GetBytes(trace)));
        return [.. Traces.Concat(hex).Where(trace => rows.Contains(trace, StringComparison.Ordinal))];
    }

    private static IReadOnlyList<string> TracesInFiles(string folder) =>
        [.. from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            // SQLite's shared memory goes with its last connection, maybe just now; it holds no text.
            where !file.EndsWith("-shm", StringComparison.Ordinal)
            let text = Encoding.Latin1.GetString(ReadShared(file))
            from trace in Traces
            where text.Contains(trace, StringComparison.Ordinal)
            select $"{Path.GetFileName(file)}: {trace}"];

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The lines, and what is in them as base64.</summary>
    private static string Decoded(byte[] lines)
    {
        var text = Encoding.UTF8.GetString(lines);
        var parts = text.Split('"').Where(part => part.Length > 20).Select(part => Convert.TryFromBase64String(part, new byte[part.Length], out _) ? Encoding.Latin1.GetString(Convert.FromBase64String(part)) : "");
        return text + string.Join('\n', parts);
    }
}

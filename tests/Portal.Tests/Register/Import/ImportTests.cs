using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Register.Import;
using Portal.Shared;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register.Import;

public sealed class ImportTests
{
    [Theory, OnBothDatabases]
    public async Task Fifty_rows_with_seven_faults_are_checked_and_nothing_is_written(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await house.File(owner, An.Entry(owner.Id()) with { Name = "SYSTEM 50" });
        var before = (await house.Entries()).Count;

        var check = (await house.Check(owner, Sheet.WithFaults(House.AddressOf("Owner")))).Value;

        Assert.Equal((Sheet.Rows, 43, Sheet.FaultyRows), (check.Rows, check.New.Count, check.FaultyRows));
        Assert.Equal([new ImportRow(50, "System 50", "AIS-0001")], check.Known);
        Assert.Equal(
            [
                new RowFault(5, "name", "Give the system a name."),
                new RowFault(9, "kind", "“Quantum” is not one of the choices: Classic ML, Generative, Agentic."),
                new RowFault(13, "businessOwner", "Nobody has the address “nobody@example.org”."),
                new RowFault(20, "name", "It has more than 120 characters."),
                new RowFault(27, "name", "Row 26 has this name already."),
                new RowFault(41, "mayStop", "“Perhaps” is not one of the choices: Yes, To its fall-back only, Not without the executive."),
                new RowFault(41, "temporaryUntil", "“31.12.2027” is no day. Write it as 2027-03-31."),
            ],
            check.Faults);
        Assert.Equal((before, 1), ((await house.Entries()).Count, await house.Systems()));
    }

    [Theory, OnBothDatabases]
    public async Task Confirming_files_the_rows_without_faults_as_drafts(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await house.File(owner, An.Entry(owner.Id()) with { Name = "System 50" });

        var imported = (await house.CheckAndConfirm(owner, Sheet.WithFaults(House.AddressOf("Owner")))).Value;

        var entry = await house.Entry("AIS-0002");
        Assert.Equal((43, 1, Sheet.FaultyRows), (imported.Filed.Count, imported.Known, imported.Faulty));
        Assert.Equal((EntryState.Draft, "System 2", SystemKind.ClassicMl, MayStop.ToFallbackOnly), (entry.Open?.State, entry.Shown.Content.Name, entry.Shown.Content.Kind, entry.Shown.Content.MayStop));
        Assert.Equal((owner.Person, RiskTier.High, new DateOnly(2027, 12, 31)), (entry.Shown.Content.BusinessOwner, entry.Shown.Content.ProposedTier, entry.Shown.Content.TemporaryUntil));
        Assert.Equal(["AT", "DE", "Core banking", "Credit bureau"], entry.Shown.Content.Countries.Concat(entry.Shown.Content.DataSources));
        Assert.Equal("Sorts, \"scores\" and files\ncase 2.", entry.Shown.Content.Purpose);
        Assert.Equal(Raci.Usual, entry.Shown.Content.Raci);
        Assert.Equal(44, await house.Systems());
        Assert.Equal(Enumerable.Repeat("system.filed", 44).Append("register.imported"), (await house.Entries()).Select(row => row.Action));
        Assert.StartsWith("import/", (await house.Entries())[^1].Subject);
    }

    [Theory, OnBothDatabases]
    public async Task Confirming_twice_doubles_nothing_even_when_a_system_was_renamed_since(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var digest = (await house.Check(owner, Sheet.OfNames(3))).Value.Digest;

        var first = (await house.Confirm(owner, Sheet.OfNames(3), digest)).Value;
        await house.Edit(owner, "AIS-0002", new EntryContent { Name = "Another name" });
        var second = (await house.Confirm(owner, Sheet.OfNames(3), digest)).Value;

        Assert.Equal((3, 0, 3), (first.Filed.Count, second.Filed.Count, second.Known));
        Assert.Equal(3, await house.Systems());
    }

    [Theory, OnBothDatabases]
    public async Task Two_who_confirm_the_same_file_at_once_file_each_row_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var people = new[] { await house.Person("Owner", Role.SystemOwner), await house.Person("Other", Role.SystemOwner) };
        var digest = (await house.Check(people[0], Sheet.OfNames(40))).Value.Digest;

        var imports = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => house.Confirm(people[at % 2], Sheet.OfNames(40), digest)));

        Assert.Equal(40, imports.Sum(import => import.Value.Filed.Count));
        Assert.Equal(40, await house.Systems());
    }

    [Theory, OnBothDatabases]
    public async Task Batches_of_five_hundred_are_whole_and_an_interrupted_import_goes_on(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var digest = (await house.Check(owner, Sheet.OfNames(1100))).Value.Digest;
        using var interrupted = new CancellationTokenSource();
        var done = new List<int>();
        var progress = new Told(rows =>
        {
            done.Add(rows);
            if (rows == 500)
                interrupted.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Confirm(owner, Sheet.OfNames(1100), digest, progress, interrupted.Token));
        var (systems, entries) = (await house.Systems(), (await house.Entries()).Count);
        var rest = (await house.Confirm(owner, Sheet.OfNames(1100), digest, progress)).Value;

        Assert.Equal((500, 501), (systems, entries));
        Assert.Equal(600, rest.Filed.Count);
        Assert.Equal((1100, 1103), (await house.Systems(), (await house.Entries()).Count));
        Assert.Equal([500, 500, 1000, 1100], done);
        Assert.Equal("System 1100", (await house.Entry("AIS-1100")).Shown.Content.Name);
    }

    [Theory, OnBothDatabases]
    public async Task Only_what_was_shown_is_confirmed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var shown = (await house.Check(owner, Sheet.OfNames(3))).Value.Digest;

        var otherFile = await house.Confirm(owner, Sheet.OfNames(4), shown);
        var otherMapping = await house.Get<ConfirmImport>().Run(owner, new(Sheet.Of(["Name", "Vendor"], [["A", "B"]]), new(["name", null]),
            (await house.Check(owner, Sheet.Of(["Name", "Vendor"], [["A", "B"]]))).Value.Digest), default);

        Assert.IsType<Changed>(otherFile.Refusal);
        Assert.IsType<Changed>(otherMapping.Refusal);
        Assert.Equal(0, await house.Systems());
    }

    [Theory, OnBothDatabases]
    public async Task A_file_put_right_is_imported_for_what_was_left_out(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await house.CheckAndConfirm(owner, Sheet.Of(["Name", "Kind"], [["A", "Agentic"], ["B", "Quantum"], ["Ü", "Agentic"]]));

        var check = (await house.Check(owner, Sheet.Of(["Name", "Kind"], [["a", "Agentic"], ["B", "Generative"], ["ü", "Agentic"]]))).Value;
        var imported = (await house.CheckAndConfirm(owner, Sheet.Of(["Name", "Kind"], [["a", "Agentic"], ["B", "Generative"], ["ü", "Agentic"]]))).Value;

        Assert.Equal(["AIS-0001", "AIS-0002"], check.Known.Select(row => row.Code));
        Assert.Equal((1, 2, 0), (imported.Filed.Count, imported.Known, imported.Faulty));
        Assert.Equal("B", (await house.Entry("AIS-0003")).Shown.Content.Name);
    }

    [Theory, OnBothDatabases]
    public async Task Who_may_not_file_may_not_import_and_the_attempt_is_recorded(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var digest = (await house.Check(owner, Sheet.OfNames(1))).Value.Digest;

        var check = await house.Check(auditor, Sheet.OfNames(1));
        var confirm = await house.Confirm(auditor, Sheet.OfNames(1), digest);

        Assert.IsType<Forbidden>(check.Refusal);
        Assert.IsType<Forbidden>(confirm.Refusal);
        Assert.Equal([("register.import.refused", "register")], (await house.Entries()).Select(row => (row.Action, row.Subject)));
    }

    [Theory, OnBothDatabases]
    public async Task Hostile_cells_are_faults_by_row_and_field(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await house.Person("Gone", Role.SystemOwner);
        await house.Leave("Gone");

        var check = (await house.Check(owner, Sheet.Of(
            ["Name", "Purpose", "Data sources", "Business owner", "Kind"],
            [
                ["Chat\u202Etob", "", "", "", ""],
                ["B", new string('p', 4001), "", "", ""],
                ["C", "", string.Join(';', Enumerable.Range(1, 61)), "", ""],
                ["D", "", "", House.AddressOf("Gone"), ""],
                ["E", "", "", "", new string('k', 5000)],
                ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "", "", "2"],
                ["'; DROP TABLE Systems;--", "<script>alert(1)</script>", "", "", "classicml"],
            ]))).Value;

        Assert.Equal(
            [(2, "name"), (3, "purpose"), (4, "dataSources"), (5, "businessOwner"), (6, "kind"), (7, "kind")],
            check.Faults.Select(fault => (fault.Row, fault.Field)));
        Assert.All(check.Faults, fault => Assert.InRange(fault.Message.Length, 1, 200));
        Assert.Equal("'; DROP TABLE Systems;--", Assert.Single(check.New).Name);
    }

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}

internal static class Importing
{
    public static Task<Result<ImportCheck>> Check(this House house, Actor actor, byte[] file) => house.Get<CheckImport>().Run(actor, new(file, null), default);

    public static Task<Result<Imported>> Confirm(this House house, Actor actor, byte[] file, Digest displayed, IProgress<int>? progress = null, CancellationToken ct = default) =>
        house.Get<ConfirmImport>().Run(actor, new(file, ImportMapping.Guess(CsvReading.Read(file).Value), displayed, progress), ct);

    public static async Task<Result<Imported>> CheckAndConfirm(this House house, Actor actor, byte[] file) =>
        await house.Confirm(actor, file, (await house.Check(actor, file)).Value.Digest);

    public static async Task<int> Systems(this House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await db.Systems.CountAsync();
    }

    /// <summary>The person has left, whatever that takes.</summary>
    public static async Task Leave(this House house, string name)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var address = House.AddressOf(name).ToUpperInvariant();
        await db.Users.Where(user => user.NormalizedEmail == address).ExecuteUpdateAsync(set => set.SetProperty(user => user.State, PersonState.Left));
    }
}

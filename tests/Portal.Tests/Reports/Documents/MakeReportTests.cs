using System.Text;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Promotions;
using Portal.Reports.Documents;
using Portal.Shared;
using Portal.Tests.Audit;
using Portal.Tests.Support;

namespace Portal.Tests.Reports.Documents;

public sealed class MakeReportTests
{
    private const string Drawn = "<p>" + SealedDocument.NoDigest + "</p>";

    private int _printed;

    [Theory, OnBothDatabases]
    public async Task Each_document_is_read_as_of_a_checkpoint_kept_and_printed_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (risk, code) = await Filed(house);
        var made = new List<MadeReportLine>();
        foreach (var form in ReportForms.All)
            made.Add(await Made(house, risk, form, form.Reach == ReportReach.System ? code : null));

        Assert.Equal(ReportForms.All, made.Select(line => line.Made.Form));
        Assert.All(made, line => Assert.Equal((SealedDocument.Of(Drawn).Digest, "Risk", 7), (line.Made.Digest, line.MadeBy, line.Pdf?.Pages)));
        Assert.Equal(1, _printed);
        Assert.Equal(ReportForms.All.Count, (await house.Entries()).Count(entry => entry.Action == "report.made"));
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_opens_it_is_on_record_and_gets_the_bytes_that_were_kept(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (risk, _) = await Filed(house);
        var made = await Made(house, risk, ReportForms.Of(ReportKind.Access), null);
        var open = new OpenReport(house.Dbs, house.Get<BlobStore>(), Printer(house), house.Time);

        var html = (await open.Run(risk, made.Made.Index, ReportFormat.Html, default)).Value;
        var pdf = (await open.Run(risk, made.Made.Index, ReportFormat.Pdf, default)).Value;
        var refused = await open.Run(await house.Person("Reader", Role.ProductReviewer), made.Made.Index, ReportFormat.Screen, default);

        Assert.Equal(("access-2026-11-02.html", SealedDocument.Of(Drawn).Html), (html.Name, await Text(html)));
        Assert.Equal(("access-2026-11-02.pdf", "%PDF"), (pdf.Name, await Text(pdf)));
        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Equal(["report.read", "report.read", "report.read.refused"], (await house.Entries()).Where(entry => entry.Action.StartsWith("report.read", StringComparison.Ordinal)).Select(entry => entry.Action));
        Assert.IsType<NotFound>((await open.Run(risk, 0, ReportFormat.Html, default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_made_is_refused_with_its_field(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (risk, code) = await Filed(house);
        await house.Get<MakeCheckpoint>().Run(default);
        var reader = await house.Person("Reader", Role.ProductReviewer);

        async Task<string> Refused(Actor actor, string report, string? system = null, DateOnly? day = null) => (await house.Get<AskForReport>().Run(actor, new(report, system, day), default)).Refusal switch
        {
            Invalid invalid => invalid.Faults[0].Field,
            { } other => other.GetType().Name,
            null => "nothing",
        };

        Assert.Equal("report", await Refused(risk, "unheard-of"));
        Assert.Equal("system", await Refused(risk, "dossier"));
        Assert.Equal("system", await Refused(risk, "dossier", "AIS-9999"));
        Assert.Equal("system", await Refused(risk, "register", code));
        Assert.Equal("day", await Refused(risk, "register", day: new DateOnly(2026, 11, 3)));
        Assert.Equal("day", await Refused(risk, "register", day: new DateOnly(2026, 10, 1)));
        Assert.Equal("Forbidden", await Refused(reader, "access"));
    }

    [Theory, OnBothDatabases]
    public async Task The_board_pack_of_a_past_day_names_what_was_open_then(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var promotion = (await review.Request("v1")).Value;
        await review.House.Sign();
        var day = review.House.Get<Calendar>().Today;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        foreach (var signer in new[] { review.Technical, review.RiskSeat, review.LegalSeat })
            _ = (await review.Sign(promotion, signer)).Value;
        _ = (await review.Apply(promotion)).Value;
        await review.House.Sign();

        var then = await Board(review, day);
        var now = await Board(review, null);

        Assert.Equal((PromotionState.InReview, 0), (Assert.Single(then.Open).Room.State, then.Open[0].Room.Steps.Sum(step => step.Votes.Count)));
        Assert.Null(then.Estate);
        Assert.Empty(now.Open);
        Assert.NotNull(now.Estate);
    }

    private static async Task<BoardReport> Board(Review review, DateOnly? day)
    {
        var pinned = (await review.House.Get<LedgerDays>().Of("day", day, default)).Value;
        return Assert.IsType<BoardReport>((await review.House.Get<ReportReader>().Read(review.Risk, ReportForms.Of(ReportKind.Board), null, "", pinned, default)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task The_list_of_documents_leaves_out_what_its_reader_may_not_read(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (risk, _) = await Filed(house);
        await Made(house, risk, ReportForms.Of(ReportKind.Access), null);
        await Made(house, risk, ReportForms.Of(ReportKind.Findings), null);

        var mine = await Queries(house).List(risk, new PageRequest(1, 25), default);
        var others = await Queries(house).List(await house.Person("Reader", Role.ProductReviewer), new PageRequest(1, 25), default);

        Assert.Equal([ReportKind.Findings, ReportKind.Access], mine.Items.Select(line => line.Made.Form.Kind));
        Assert.Equal((1, ReportKind.Findings), (others.Total, Assert.Single(others.Items).Made.Form.Kind));
    }

    private static async Task<(Actor Risk, string Code)> Filed(House house)
    {
        var risk = await house.Person("Risk", Role.RiskManager);
        return (risk, (await house.FileAndPublish(await house.Person("Owner", Role.SystemOwner), risk)).Code);
    }

    private async Task<MadeReportLine> Made(House house, Actor person, ReportForm form, string? system)
    {
        _ = (await house.Get<MakeCheckpoint>().Run(default)).Value;
        var job = (await house.Get<AskForReport>().Run(person, new(form.Key, system, null), default)).Value;
        var make = new MakeReport(house.Dbs, house.Get<ReportReader>(), (_, _) => Task.FromResult(Drawn), Printer(house), house.Get<BlobStore>(), house.Get<ReportJobs>(), house.Time);

        job = await make.Run(job, default);

        Assert.Equal((ReportStep.Done, null), (job.Step, job.Fault));
        return await Queries(house).One(person, job.Made ?? -1, default) ?? throw new InvalidOperationException("It is not in the list.");
    }

    private static MadeReportQueries Queries(House house) => new(house.Dbs, house.Get<PeopleQueries>(), new PrintedDocuments(house.Dbs, house.Get<BlobStore>(), (_, _) => throw new InvalidOperationException("Nothing is printed to be listed."), house.Time));

    private PrintedDocuments Printer(House house) => new(house.Dbs, house.Get<BlobStore>(), (_, _) =>
    {
        _printed++;
        return Task.FromResult<Result<PrintedPages>>(new PrintedPages("%PDF"u8.ToArray(), 7));
    }, house.Time);

    private static async Task<string> Text(ReportBytes file)
    {
        await using var stream = file.Content;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}

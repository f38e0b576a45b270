using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

public sealed class DocumentTests
{
    [Fact]
    public void A_document_in_review_is_approved_or_returned_and_that_is_all()
    {
        var moves = from before in Enum.GetValues<DocumentState>() from after in Enum.GetValues<DocumentState>() where Document.CanMove(before, after) select $"{before} -> {after}";

        Assert.Equal(["InReview -> Approved", "InReview -> Returned"], moves);
    }

    [Theory, OnBothDatabases]
    public async Task An_independent_reviewer_approves_what_somebody_else_wrote(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        var version = await house.Sealed(owner, owner);
        var document = (await house.Report(owner)).Value;
        Assert.Equal(document, Assert.Single(await house.Get<DocumentQueries>().WaitingFor(validator, default)).Id);

        var result = await house.Get<ReviewDocument>().Run(validator, new(document, DocumentReview.Approve, "Sound."), default);

        Assert.Equal(DocumentState.Approved, result.Value);
        Assert.Empty(await house.Get<DocumentQueries>().WaitingFor(validator, default));
        var line = Assert.Single(await house.Get<DocumentQueries>().OfVersion(version, default));
        Assert.Equal(("Validator", "Sound."), (line.Reviewer?.Name, line.Remarks));
        Assert.Equal(["document.submitted", "document.approved"], (await house.Entries()).TakeLast(2).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_reviews_at_once_one_counts(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        var second = await house.Person("Second", Role.IndependentValidator);
        await house.Sealed(owner, owner);
        var document = (await house.Report(owner)).Value;

        var results = await Task.WhenAll(
            Task.Run(() => house.Get<ReviewDocument>().Run(validator, new(document, DocumentReview.Approve, ""), default)),
            Task.Run(() => house.Get<ReviewDocument>().Run(second, new(document, DocumentReview.Return, "No."), default)));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Single(results, result => result.Refusal is NotAllowed);
    }

    [Fact]
    public async Task Who_wrote_it_or_made_the_version_does_not_review_it_and_the_attempt_is_recorded()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var author = await house.Person("Author", Role.Developer, Role.IndependentValidator);
        var contributor = await house.Person("Contributor", Role.IndependentValidator);
        await house.Sealed(owner, contributor);
        var token = Actor.ByToken(author.Person.GetValueOrDefault(), "Author", "token", author.Permissions, new TokenReach(TokenKind.Pipeline, null));
        var document = (await house.Report(token)).Value;

        var own = await house.Get<ReviewDocument>().Run(author, new(document, DocumentReview.Approve, ""), default);
        var made = await house.Get<ReviewDocument>().Run(contributor, new(document, DocumentReview.Approve, ""), default);

        Assert.IsType<Forbidden>(own.Refusal);
        Assert.IsType<Forbidden>(made.Refusal);
        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "document.review.refused"));
        Assert.Empty(await house.Get<DocumentQueries>().WaitingFor(author, default));
        Assert.Empty(await house.Get<DocumentQueries>().WaitingFor(contributor, default));
    }

    [Fact]
    public async Task A_token_reviews_nothing()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        await house.Sealed(owner, owner);
        var document = (await house.Report(owner)).Value;

        var result = await house.Get<ReviewDocument>().Run(
            Actor.ByToken(validator.Person.GetValueOrDefault(), "Validator", "token", validator.Permissions, new TokenReach(TokenKind.Pipeline, null)), new(document, DocumentReview.Approve, ""), default);

        Assert.IsType<Forbidden>(result.Refusal);
    }

    [Fact]
    public async Task Returning_needs_remarks()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        await house.Sealed(owner, owner);
        var document = (await house.Report(owner)).Value;

        var silent = await house.Get<ReviewDocument>().Run(validator, new(document, DocumentReview.Return, " "), default);
        var spoken = await house.Get<ReviewDocument>().Run(validator, new(document, DocumentReview.Return, "Section 3 lacks the segments."), default);

        Assert.Equal("remarks", Assert.Single(Assert.IsType<Invalid>(silent.Refusal).Faults).Field);
        Assert.Equal(DocumentState.Returned, spoken.Value);
    }

    [Theory]
    [InlineData("report.pdf", "%PDF-1.7 ...", true)]
    [InlineData("report.PDF", "%PDF-1.7 ...", true)]
    [InlineData("report.pdf", "<script>alert(1)</script>", false)]
    [InlineData("report.md", "# Report", true)]
    [InlineData("report.md", "MZ\u0000\u0001", false)]
    [InlineData("report.txt", "Report\r\n", true)]
    [InlineData("report.txt", "", false)]
    [InlineData("report.html", "<p>Report", false)]
    [InlineData("report", "Report", false)]
    [InlineData("../report.md", "# Report", false)]
    [InlineData("report\n.md", "# Report", false)]
    public async Task A_file_is_taken_for_what_it_holds_and_is_named(string name, string content, bool taken)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);

        var result = await house.Report(owner, content, name);

        Assert.Equal(taken, result.Refusal is null);
        Assert.Equal(taken ? null : "file", (result.Refusal as Invalid)?.Faults[0].Field);
    }

    [Fact]
    public async Task A_file_beyond_twenty_megabytes_is_refused()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);

        var result = await house.Report(owner, new string('x', DocumentContent.MostBytes + 1), "report.txt");

        Assert.Contains("20 MB", Assert.IsType<Invalid>(result.Refusal).Message);
    }

    [Fact]
    public async Task A_title_is_needed_and_every_fault_is_told_at_once()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);

        var result = await house.Get<SubmitDocument>().Run(owner, new(Workshop.Code, Workshop.Label, 0, "", "", Stream.Null), default);

        Assert.Equal(["title", "file", "kind"], Assert.IsType<Invalid>(result.Refusal).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public async Task A_document_is_handed_out_as_it_came()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        var id = (await house.Report(owner, "# Bericht – gut")).Value;

        var file = await house.Get<DocumentQueries>().Open(id, default);

        Assert.Equal(("report.md", "text/markdown; charset=utf-8"), (file?.FileName, file?.MediaType));
        using var text = new StreamReader(file?.Content ?? Stream.Null, Encoding.UTF8);
        Assert.Equal("# Bericht – gut", await text.ReadToEndAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Two_writers_of_one_document_conflict(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        await house.Sealed(owner, owner);
        var id = (await house.Report(owner)).Value;
        await using var one = await house.Dbs.CreateDbContextAsync();
        await using var two = await house.Dbs.CreateDbContextAsync();
        (await one.Documents.SingleAsync(document => document.Id == id)).Approve(validator.Person.GetValueOrDefault(), "", House.Noon);
        (await two.Documents.SingleAsync(document => document.Id == id)).Return(validator.Person.GetValueOrDefault(), "No.", House.Noon);

        await one.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync());
    }
}

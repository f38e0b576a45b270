using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>A published system with everybody whom a promotion needs.</summary>
internal sealed class Review : IAsyncDisposable
{
    private static readonly byte[] Model = Encoding.UTF8.GetBytes("weights");

    private Review(House house, string system) => (House, System) = (house, system);

    public House House { get; }

    public string System { get; }

    public required Actor Owner { get; init; }
    public required Actor Developer { get; init; }
    public required Actor Technical { get; init; }
    public required Actor Validator { get; init; }
    public required Actor Risk { get; init; }
    public required Actor RiskSeat { get; init; }
    public required Actor LegalSeat { get; init; }

    public static Task<Review> On(DatabaseProvider provider) => On(provider, options => options);

    public static async Task<Review> On(DatabaseProvider provider, Func<PortalOptions, PortalOptions> set)
    {
        var house = await House.On(provider, set);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var review = new Review(house, (await house.FileAndPublish(owner, risk)).Code)
        {
            Owner = owner,
            Risk = risk,
            Developer = await house.Person("Developer", Role.Developer, Role.TechnicalReviewer),
            Technical = await house.Person("Technical", Role.TechnicalReviewer),
            Validator = await house.Person("Validator", Role.IndependentValidator),
            RiskSeat = await house.Person("Board 1", Role.BoardMember),
            LegalSeat = await house.Person("Board 2", Role.BoardMember),
        };
        await house.Seat("Risk", review.RiskSeat);
        await house.Seat("Legal", review.LegalSeat);
        return review;
    }

    /// <summary>A sealed version made by the developer, evaluated, its validation report approved.</summary>
    public async Task Version(string label, double share = 0.9, Actor? by = null)
    {
        var declaration = new Declaration(label, new Artefact(ArtefactKind.Model, "scorecard"), [new("model.bin", Model.Length, Digest.Of(Model))], [Developer.Id()]);
        _ = (await House.Get<DeclareVersion>().Run(by ?? Owner, new(System, declaration), default)).Value;
        _ = (await House.Get<PutArtifact>().Run(by ?? Owner, new(System, label, "model.bin", new MemoryStream(Model)), default)).Value;
        await Evaluate(label, share, by);
        var document = (await House.Get<SubmitDocument>().Run(
            Owner, new(System, label, DocumentKind.ValidationReport, "Validation of " + label, "report.md", new MemoryStream("# Report\nSound."u8.ToArray())), default)).Value;
        _ = (await House.Get<ReviewDocument>().Run(Validator, new(document, DocumentReview.Approve, ""), default)).Value;
    }

    /// <summary>Sealed with a provenance, evaluated on five hundred rows of which two must pass, and validated where there is a report.</summary>
    public async Task VersionOf(string label, Provenance provenance, string answer = "no", bool report = false)
    {
        var declaration = new Declaration(label, new Artefact(ArtefactKind.Model, "scorecard"), [new("model.bin", Model.Length, Digest.Of(Model))], [Developer.Id()]) { Provenance = provenance };
        _ = (await House.Get<DeclareVersion>().Run(Owner, new(System, declaration), default)).Value;
        _ = (await House.Get<PutArtifact>().Run(Owner, new(System, label, "model.bin", new MemoryStream(Model)), default)).Value;
        var rows = string.Concat(Enumerable.Range(0, 500).Select(row => (row, truth: row % 2 == 0 ? "yes" : "no"))
            .Select(one => $$"""{"id":"{{one.row}}","label":"{{one.truth}}","prediction":"{{(one.row == 1 ? answer : one.truth)}}"{{(one.row < 2 ? ",\"mustPass\":true" : "")}}}""" + "\n"));
        _ = (await House.Get<SubmitEvaluation>().Run(
            Owner, new(System, label, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(rows)), new() { Dataset = "holdout-2026", Positive = "yes" }), default)).Value;
        if (!report)
            return;

        var document = (await House.Get<SubmitDocument>().Run(
            Owner, new(System, label, DocumentKind.ValidationReport, "Validation of " + label, "report.md", new MemoryStream("# Report\nSound."u8.ToArray())), default)).Value;
        _ = (await House.Get<ReviewDocument>().Run(Validator, new(document, DocumentReview.Approve, ""), default)).Value;
    }

    public async Task Evaluate(string label, double share, Actor? by = null)
    {
        var rows = string.Concat(Enumerable.Range(0, 500).Select(row =>
        {
            var truth = row % 2 == 0 ? "good" : "bad";
            var right = row % 100 < share * 100;
            return $$"""{"id":"{{row}}","label":"{{truth}}","prediction":"{{(right ? truth : truth == "good" ? "bad" : "good")}}"}""" + "\n";
        }));
        _ = (await House.Get<SubmitEvaluation>().Run(
            by ?? Owner, new(System, label, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(rows)), new() { Dataset = "holdout-2026", Positive = "bad" }), default)).Value;
    }

    public Task<Result<PromotionId>> Request(string label, Actor? by = null, Stage to = Stage.Production) =>
        House.Get<RequestPromotion>().Run(by ?? Owner, new(System, label, to, ReasonForChange.New, "It is better."), default);

    /// <summary>Requested, signed by all whom the stage takes, and applied.</summary>
    public async Task<PromotionId> Bring(string label, Stage to)
    {
        var promotion = (await Request(label, to: to)).Value;
        foreach (var signer in to == Stage.Staging ? [Technical] : new[] { Technical, RiskSeat, LegalSeat })
            _ = (await Sign(promotion, signer)).Value;
        _ = (await Apply(promotion)).Value;
        return promotion;
    }

    public async Task<PromotionId> InReview(string label = "v1")
    {
        await Version(label);
        return (await Request(label)).Value;
    }

    public async Task<Result<PromotionState>> Sign(PromotionId promotion, Actor signer, Verdict verdict = Verdict.Approve, string reason = "As shown.")
    {
        var room = await Room(promotion, signer);
        return await Sign(promotion, signer, room.SubjectDigest, verdict, reason);
    }

    public async Task<Result<PromotionState>> Sign(PromotionId promotion, Actor signer, Digest displayed, Verdict verdict = Verdict.Approve, string reason = "As shown.")
    {
        var room = await Room(promotion, signer);
        var token = await House.Get<StepUp>().Run(signer, new(House.Password, displayed, DecidePromotion.Meaning(verdict, room.Code, room.Revision)), default);
        return await House.Get<DecidePromotion>().Run(signer, new(promotion, displayed, verdict, reason, token.Value), default);
    }

    public async Task<Result<PromotionState>> SignOn(PromotionId promotion, Actor signer, params Condition[] conditions)
    {
        var room = await Room(promotion, signer);
        var token = await House.Get<StepUp>().Run(signer, new(House.Password, room.SubjectDigest, DecidePromotion.Meaning(Verdict.ApproveWithConditions, room.Code, room.Revision, conditions)), default);
        return await House.Get<DecidePromotion>().Run(signer, new(promotion, room.SubjectDigest, Verdict.ApproveWithConditions, "On conditions.", token.Value) { Conditions = conditions }, default);
    }

    public async Task Approve(PromotionId promotion)
    {
        foreach (var signer in new[] { Technical, RiskSeat, LegalSeat })
            _ = (await Sign(promotion, signer)).Value;
    }

    public Task<Result<PromotionState>> Apply(PromotionId promotion) => House.Get<ApplyPromotion>().Run(Owner, promotion, default);

    public async Task<ReviewRoom> Room(PromotionId promotion, Actor? reader = null) =>
        await House.Get<PromotionQueries>().Room(reader ?? Owner, promotion, AsOf.Now, default) ?? throw new InvalidOperationException("There is no such room.");

    /// <summary>Publishes a next revision of the entry that differs as <paramref name="change"/> says.</summary>
    public async Task Publish(Func<EntryContent, EntryContent> change)
    {
        var entry = await House.Entry(System);
        _ = (await House.Edit(Owner, System, change(entry.Shown.Content))).Value;
        _ = (await House.Submit(Owner, System)).Value;
        if ((await House.Entry(System)).Open is { State: EntryState.Submitted })
            _ = (await House.Accept(Risk, System)).Value;
    }

    /// <summary>The shipped policy with its board of five seats, three of them held by people of their own, a chair, and one who stands in for Data and Architecture.</summary>
    public async Task<WholeBoard> SeatWholeBoard()
    {
        await using (var db = await House.Dbs.CreateDbContextAsync())
        {
            await db.Policies.ExecuteDeleteAsync();
            db.Policies.Add(PolicyVersion.Adopt(SmallPolicy.WithFewChecks(DateOnly.FromDateTime(House.Noon.UtcDateTime)), null, House.Noon.AddYears(-1)));
            await db.SaveChangesAsync();
        }

        var board = new WholeBoard(
            await House.Person("Chair", Role.BoardChair), await House.Person("Board 3", Role.BoardMember), await House.Person("Board 4", Role.BoardMember),
            await House.Person("Board 5", Role.BoardMember), await House.Person("Alternate", Role.BoardMember));
        await using (var db = await House.Dbs.CreateDbContextAsync())
        {
            db.Seats.AddRange(new Seat("Data", board.Data.Id(), House.Noon, board.Alternate.Id()), new Seat("Technology", board.Technology.Id(), House.Noon), new Seat("Architecture", board.Architecture.Id(), House.Noon, board.Alternate.Id()));
            await db.SaveChangesAsync();
        }

        return board;
    }

    /// <summary>The policy asks for all of so many seats, each held by somebody.</summary>
    public async Task<IReadOnlyList<Actor>> SeatMany(int seats)
    {
        const string Two = "Board: { seats: [Risk, Legal], participation: 100, approvals: 2,";
        var functions = Enumerable.Range(1, seats).Select(number => $"Seat {number:00}").ToList();
        var yaml = SmallPolicy.YamlOf(DateOnly.FromDateTime(House.Noon.UtcDateTime));
        Assert.Contains(Two, yaml, StringComparison.Ordinal);
        await using (var db = await House.Dbs.CreateDbContextAsync())
        {
            await db.Policies.ExecuteDeleteAsync();
            db.Policies.Add(PolicyVersion.Adopt(
                yaml.Replace(Two, $"Board: {{ seats: [{string.Join(", ", functions)}], participation: 100, approvals: {seats},", StringComparison.Ordinal), null, House.Noon.AddYears(-1)));
            await db.SaveChangesAsync();
        }

        List<Actor> holders = [];
        foreach (var function in functions)
        {
            holders.Add(await House.Person($"Holder of {function}", Role.BoardMember));
            await House.Seat(function, holders[^1]);
        }

        return holders;
    }

    /// <summary>Signed up to the board, which is open from then on.</summary>
    public async Task<PromotionId> BeforeTheBoard()
    {
        var promotion = await InReview();
        foreach (var signer in new[] { Technical, Validator, Risk })
            _ = (await Sign(promotion, signer)).Value;
        return promotion;
    }

    public Task<Result<PromotionState>> CloseVote(PromotionId promotion, Actor by, DateTimeOffset at) => House.Get<CloseVote>().Run(by, new(promotion, at), default);

    /// <summary>Time passes, and the clock of requests is looked at.</summary>
    public async Task Pass(TimeSpan time)
    {
        House.Time.Advance(time);
        await House.Get<PromotionClock>().Turn(default);
        await House.Get<Portal.Findings.FindingsWorker>().Turn(default);
        await House.DeliverEvents();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

/// <summary>Who decides where the board is whole; the seats Risk and Legal are the review's own.</summary>
internal sealed record WholeBoard(Actor Chair, Actor Data, Actor Technology, Actor Architecture, Actor Alternate);

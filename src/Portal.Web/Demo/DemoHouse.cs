using System.Text;
using Portal.Accounts;
using Portal.Assurance.Simulation;
using Portal.Audit;
using Portal.Evaluation;
using Portal.Evaluation.Scans;
using Portal.Findings;
using Portal.Integrations;
using Portal.Integrations.Notices;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>A portal without its face, on the demo's clock: the story is told through the same use cases that people use, and ends now.</summary>
internal sealed partial class DemoHouse(IServiceProvider services, DemoClock clock, DateTimeOffset ends, string password)
{
    private static readonly Actor Setup = Actor.System("demo");

    private readonly Dictionary<string, PersonId> _people = [];

    public DemoClock Clock => clock;

    public PersonId Id(string account) => _people[account];

    public async Task Enrol(CancellationToken ct)
    {
        foreach (var person in DemoPeople.All)
        {
            var result = await Get<EnrolPerson>().Run(
                Setup, new(person.Email, person.Name, person.Department, password, person.Roles), ct);
            _people[person.Account] = result.Value;
        }

        _ = (await Get<AdoptPolicy>().Run(Setup, ct)).Value;
    }

    /// <summary>What two administrators do when the people are there: the board, a group, and a role that waits for the second of them.</summary>
    public async Task Seat(CancellationToken ct)
    {
        foreach (var person in DemoPeople.All.Where(person => person.Seat is not null))
            _ = (await Get<FillSeat>().Run(await As("admin", ct), new(person.Seat ?? "", Id(person.Account), Id(DemoPeople.AlternateOf(person.Seat)), null, null), ct)).Value;
        var analysts = (await Get<ChangeGroups>().Make(await As("admin", ct), "Credit analytics", [Role.Developer], ct)).Value;
        _ = (await Get<ChangeGroups>().Add(await As("admin2", ct), analysts, Id("owner"), ct)).Value;
    }

    /// <summary>Everybody looks at what they were told so far.</summary>
    public async Task ReadNotices(CancellationToken ct)
    {
        foreach (var account in _people.Keys)
            _ = (await Get<ReadNotices>().Run(await As(account, ct), new(), ct)).Value;
    }

    public async Task ProposeRole(string account, Role role, string reason, CancellationToken ct) =>
        _ = (await Get<GrantRole>().Run(await As("admin", ct), new(Id(account), role, reason), ct)).Value;

    public async Task<string> File(string owner, EntryContent content, CancellationToken ct)
    {
        var filed = (await Get<FileSystem>().Run(await As(owner, ct), new(content), ct)).Value;
        clock.Wait(TimeSpan.FromMinutes(40));
        await Submit(owner, filed.Code, ct);
        return filed.Code;
    }

    public async Task Edit(string owner, string code, Func<EntryContent, EntryContent> change, CancellationToken ct)
    {
        var entry = await Entry(code, ct);
        _ = (await Get<EditEntry>().Run(await As(owner, ct), new(code, change((entry.Open ?? entry.Shown).Content), null), ct)).Value;
        clock.Wait(TimeSpan.FromMinutes(12));
        await Submit(owner, code, ct);
    }

    /// <summary>Risk confirms what the answers give, or the higher tier that the owner proposes.</summary>
    public Task Accept(string code, CancellationToken ct) => Accept(code, open => new(open.Proposal.GetValueOrDefault(), open.ScoredClass, ""), ct);

    public async Task Accept(string code, Func<RevisionView, TierDecision> decide, CancellationToken ct)
    {
        var open = (await Entry(code, ct)).Open ?? throw new InvalidOperationException($"{code} is not submitted.");
        _ = (await Get<AcceptEntry>().Run(await As("risk", ct), new(code, open.Digest, decide(open)), ct)).Value;
        await Turn(ct);
    }

    /// <summary>An entry that its owner has begun.</summary>
    public async Task Draft(string owner, EntryContent content, CancellationToken ct) => _ = (await Get<FileSystem>().Run(await As(owner, ct), new(content), ct)).Value;

    /// <summary>A change that its owner has begun.</summary>
    public async Task Draft(string owner, string code, Func<EntryContent, EntryContent> change, CancellationToken ct) =>
        _ = (await Get<EditEntry>().Run(await As(owner, ct), new(code, change((await Entry(code, ct)).Shown.Content), null), ct)).Value;

    public async Task Attach(string owner, string code, string name, string text, CancellationToken ct)
    {
        _ = (await Get<AttachDocument>().Run(await As(owner, ct), new(code, name, new MemoryStream(Encoding.UTF8.GetBytes(text))), ct)).Value;
        await Submit(owner, code, ct);
    }

    public async Task Review(string owner, string code, string statement, CancellationToken ct) =>
        _ = (await Get<RecertifyEntry>().Run(await As(owner, ct), new(code, (await Entry(code, ct)).Shown.Digest, ReviewDecision.GoesOn, statement), ct)).Value;

    public async Task Return(string code, string remarks, CancellationToken ct)
    {
        var open = (await Entry(code, ct)).Open ?? throw new InvalidOperationException($"{code} is not submitted.");
        _ = (await Get<ReturnEntry>().Run(await As("risk", ct), new(code, open.Digest, remarks), ct)).Value;
    }

    public async Task Seal(string owner, string system, string label, string model, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes($"{{\"model\":\"{model}\",\"version\":\"{label}\",\"trees\":400,\"depth\":6}}");
        var declaration = new Declaration(label, new Artefact(ArtefactKind.Model, model), [new("model.json", bytes.Length, Digest.Of(bytes))], [Id("developer")])
        {
            Provenance = DemoProvenance.Of(model, label, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)),
        };
        _ = (await Get<DeclareVersion>().Run(await As(owner, ct), new(system, declaration), ct)).Value;
        clock.Wait(TimeSpan.FromMinutes(3));
        _ = (await Get<PutArtifact>().Run(await As(owner, ct), new(system, label, "model.json", new MemoryStream(bytes)), ct)).Value;
        clock.Wait(TimeSpan.FromMinutes(7));
        await Scan(system, label, ct);
    }

    public async Task Scan(string system, string label, CancellationToken ct) =>
        _ = (await Get<SubmitScan>().Run(await As("developer", ct), new(system, label, new MemoryStream(DemoScan.Of(label, clock.GetUtcNow()))), ct)).Value;

    /// <summary>A version that waits for no bytes.</summary>
    public async Task Declare(string owner, string system, string label, Artefact artefact, Func<Declaration, Declaration> fill, CancellationToken ct) =>
        _ = (await Get<DeclareVersion>().Run(await As(owner, ct), new(system, fill(new(label, artefact, [], [Id("developer")]))), ct)).Value;

    public async Task Evaluate(string system, string label, string dataset, DemoHoldOut rows, CancellationToken ct)
    {
        _ = (await Get<SubmitEvaluation>().Run(
            await As("developer", ct), new(system, label, RowFormat.Ndjson, new MemoryStream(rows.Both), new() { Dataset = dataset, Positive = rows.Positive }), ct)).Value;
        await Turn(ct);
    }

    public async Task Validate(string system, string label, string report, CancellationToken ct)
    {
        var document = (await Get<SubmitDocument>().Run(
            await As("developer", ct),
            new(system, label, DocumentKind.ValidationReport, $"Validation of {label}", $"validation-{label}.md", new MemoryStream(Encoding.UTF8.GetBytes(report))), ct)).Value;
        clock.Wait(TimeSpan.FromHours(20));
        _ = (await Get<ReviewDocument>().Run(await As("validator", ct), new(document, DocumentReview.Approve, "Reproduced from the artifact and the hold-out."), ct)).Value;
    }

    public async Task WriteCard(string author, string system, string label, IReadOnlyDictionary<CardSection, string> sections, CancellationToken ct) =>
        _ = (await Get<WriteCard>().Run(await As(author, ct), new(system, label, sections), ct)).Value;

    public async Task SubmitCard(string author, string system, string label, CancellationToken ct) =>
        _ = (await Get<SubmitCard>().Run(await As(author, ct), new(system, label), ct)).Value;

    public async Task ReviewCard(string reviewer, string system, string label, CardReview review, string remarks, CancellationToken ct)
    {
        var open = (await Get<CardQueries>().One(system, label, AsOf.Now, ct))?.Open ?? throw new InvalidOperationException($"No card of {system}/{label} waits.");
        _ = (await Get<ReviewCard>().Run(await As(reviewer, ct), new(system, label, open.Content, review, remarks), ct)).Value;
    }

    /// <summary>What the approved card says there.</summary>
    public async Task<string> CardText(string system, string label, CardSection section, CancellationToken ct) =>
        (await Get<CardQueries>().One(system, label, AsOf.Now, ct))?.Approved?.TextOf(section) ?? "";

    public async Task Resubmit(string owner, PromotionId promotion, string words, CancellationToken ct) =>
        _ = (await Get<ResubmitPromotion>().Run(await As(owner, ct), new(promotion, words, Again.NextRevision), ct)).Value;

    public async Task Withdraw(string owner, PromotionId promotion, CancellationToken ct) =>
        _ = (await Get<WithdrawPromotion>().Run(await As(owner, ct), promotion, ct)).Value;

    public Task Sign(PromotionId promotion, string signer, Verdict verdict, string reason, CancellationToken ct) => Sign(promotion, signer, verdict, reason, [], ct);

    public Task SignOn(PromotionId promotion, string signer, string reason, Condition condition, CancellationToken ct) => Sign(promotion, signer, Verdict.ApproveWithConditions, reason, [condition], ct);

    private async Task Sign(PromotionId promotion, string signer, Verdict verdict, string reason, IReadOnlyList<Condition> conditions, CancellationToken ct)
    {
        var actor = await SignIn(signer, ct);
        var room = await Get<PromotionQueries>().Room(actor, promotion, AsOf.Now, ct) ?? throw new InvalidOperationException("There is no such room.");
        var meaning = DecidePromotion.Meaning(verdict, room.Code, room.Revision, conditions);
        var token = (await Get<StepUp>().Run(actor, new(password, room.SubjectDigest, meaning), ct)).Value;
        _ = (await Get<DecidePromotion>().Run(actor, new(promotion, room.SubjectDigest, verdict, reason, token) { Conditions = conditions }, ct)).Value;
        _ = (await Get<Sessions>().End(actor, actor.Session.GetValueOrDefault(), SessionEnd.SignedOut, ct)).Value;
    }

    public async Task Apply(PromotionId promotion, CancellationToken ct)
    {
        await Turn(ct);
        _ = (await Get<ApplyPromotion>().Run(await As("oncall", ct), promotion, ct)).Value;
        _ = (await Get<IssueCertificate>().Run(await As("oncall", ct), new(promotion, CertificateForm.Jwt), ct)).Value;
    }

    /// <summary>The next policy, from its draft to its proposal: with values in the place of others, and its text changed as it says.</summary>
    public async Task ProposePolicy(string author, Func<string, string> change, string reason, CancellationToken ct)
    {
        var actor = await SignIn(author, ct);
        var id = (await Get<DraftPolicy>().Begin(actor, ct)).Value;
        var draft = await Draft(ct);
        _ = (await Get<DraftPolicy>().Change(actor, new(id, change(draft.Yaml), draft.Digest), ct)).Value;
        _ = (await Get<SimulatePolicy>().Run(actor, id, ct)).Value;
        draft = await Draft(ct);
        var token = (await Get<StepUp>().Run(actor, new(password, draft.Digest, Portal.Policies.ProposePolicy.Meaning(draft.Number, OpenRequests.Keep)), ct)).Value;
        _ = (await Get<ProposePolicy>().Run(actor, new(id, draft.Digest, reason, OpenRequests.Keep, token), ct)).Value;
        _ = (await Get<Sessions>().End(actor, actor.Session.GetValueOrDefault(), SessionEnd.SignedOut, ct)).Value;
    }

    public async Task PublishPolicy(string second, string reason, CancellationToken ct)
    {
        var actor = await SignIn(second, ct);
        var draft = await Draft(ct);
        var token = (await Get<StepUp>().Run(actor, new(password, draft.Digest, Portal.Policies.PublishPolicy.Meaning(draft.Number)), ct)).Value;
        _ = (await Get<PublishPolicy>().Run(actor, new(draft.Id, draft.Digest, reason, token), ct)).Value;
        _ = (await Get<Sessions>().End(actor, actor.Session.GetValueOrDefault(), SessionEnd.SignedOut, ct)).Value;
        await Turn(ct);
    }

    private async Task<PolicyView> Draft(CancellationToken ct) => await Get<PolicyQueries>().Open(ct) ?? throw new InvalidOperationException("There is no draft.");

    public async Task Raise(string by, string? system, FindingSource source, FindingSeverity severity, string title, string text, string owner, DateOnly due, CancellationToken ct, string about = "") =>
        _ = (await Get<RaiseFinding>().Run(await As(by, ct), new(system, source, severity, title, text, Id(owner), due, about), ct)).Value;

    public async Task Claim(string by, string code, string evidence, CancellationToken ct) => _ = (await Get<ClaimFinding>().Run(await As(by, ct), new(code, evidence), ct)).Value;

    public async Task Close(string by, string code, string remarks, CancellationToken ct) => _ = (await Get<CloseFinding>().Run(await As(by, ct), new(code, remarks), ct)).Value;

    public async Task Return(string by, string code, string remarks, CancellationToken ct) => _ = (await Get<ReturnFinding>().Run(await As(by, ct), new(code, remarks), ct)).Value;

    public async Task Reopen(string by, string code, DateOnly due, string reason, CancellationToken ct) => _ = (await Get<ReopenFinding>().Run(await As(by, ct), new(code, due, reason), ct)).Value;

    public async Task Move(string by, string code, string owner, DateOnly due, string reason, CancellationToken ct) =>
        _ = (await Get<MoveFinding>().Run(await As(by, ct), new(code, Id(owner), due, reason), ct)).Value;

    public async Task Note(string by, string code, string words, CancellationToken ct) => _ = (await Get<NoteFinding>().Run(await As(by, ct), new(code, words), ct)).Value;

    /// <summary>For the first check of the gate that is meant, as the page offers it.</summary>
    public Task<string> RequestException(string by, string system, string label, Func<CheckResult, bool> check, string reason, string control, DateOnly last, CancellationToken ct) =>
        RequestException(by, system, label, label, check, reason, control, last, ct);

    /// <summary>The same for every version of the system, which is where no version is named.</summary>
    public async Task<string> RequestException(string by, string system, string? version, string label, Func<CheckResult, bool> check, string reason, string control, DateOnly last, CancellationToken ct)
    {
        var shown = await Get<VersionQueries>().One(system, label, ct) ?? throw new InvalidOperationException($"{system} has no {label}.");
        var failing = (await Get<GateQueries>().ToProduction(shown.Line.Id, ct)).Checks.First(check);
        return (await Get<RequestException>().Run(await As(by, ct), new(system, version, failing.Key, $"{failing.Name}: {failing.Explanation}", reason, new(control, last)), ct)).Value;
    }

    public async Task Approve(string exception, string reason, CancellationToken ct)
    {
        var actor = await SignIn("risk", ct);
        var line = await Get<ExceptionQueries>().One(exception, AsOf.Now, ct) ?? throw new InvalidOperationException($"There is no {exception}.");
        var token = (await Get<StepUp>().Run(actor, new(password, line.Content, ApproveException.Meaning(line.Code, line.System, line.LastDay)), ct)).Value;
        _ = (await Get<ApproveException>().Run(actor, new(line.Code, line.Content, reason, token), ct)).Value;
        _ = (await Get<Sessions>().End(actor, actor.Session.GetValueOrDefault(), SessionEnd.SignedOut, ct)).Value;
    }

    public async Task Decline(string exception, string reason, CancellationToken ct) => _ = (await Get<DeclineException>().Run(await As("risk", ct), new(exception, reason), ct)).Value;

    /// <summary>The code of the system's request that is open.</summary>
    public async Task<string> OpenRequestOf(string system, CancellationToken ct) =>
        (await Get<PromotionQueries>().List(new PromotionFilter(OpenOnly: true, System: system), new PageRequest(1, 1), AsOf.Now, ct)).Items[0].Code;

    /// <summary>The turn of the workers that would have run by now.</summary>
    public async Task Turn(CancellationToken ct)
    {
        await Get<FindingsWorker>().Turn(ct);
        await Get<PromotionClock>().Turn(ct);
        await Get<EventDelivery>().Turn(ct);
        await Get<CheckpointWorker>().Turn(ct);
    }

    private async Task Submit(string owner, string code, CancellationToken ct)
    {
        _ = (await Get<SubmitEntry>().Run(await As(owner, ct), new(code, null), ct)).Value;
        await Turn(ct);
    }

    private async Task<EntryView> Entry(string code, CancellationToken ct) =>
        await Get<RegisterQueries>().Entry(code, AsOf.Now, ct) ?? throw new InvalidOperationException($"There is no {code}.");

    /// <summary>A signature belongs to a session, so the signer signs in for it.</summary>
    private async Task<Actor> SignIn(string account, CancellationToken ct)
    {
        var email = DemoPeople.All.Single(person => person.Account == account).Email;
        var session = (await Get<SignIn>().Run(new(email, password, Origin.None), ct)).Value.SignedIn?.Session;
        return session is { } begun && await Get<Sessions>().Actor(begun, ct) is { } actor ? actor : throw new InvalidOperationException($"{account} did not sign in.");
    }

    private async Task<Actor> As(string account, CancellationToken ct) =>
        await Get<Actors>().InPerson(Id(account), ct) ?? throw new InvalidOperationException($"There is no {account}.");

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();
}

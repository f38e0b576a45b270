using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Integrations;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Tests.Support;

/// <summary>A whole portal with a published system and everybody whom a promotion needs.</summary>
internal sealed class PromotionScene : IAsyncDisposable
{
    private static readonly byte[] Model = Encoding.UTF8.GetBytes("weights");

    private PromotionScene(PortalHost host, Actor owner, Actor risk) => (Host, Owner, Risk) = (host, owner, risk);

    public PortalHost Host { get; }

    public string System { get; private set; } = "";

    public Actor Owner { get; }

    public Actor Risk { get; }

    public required Actor Developer { get; init; }

    public required Actor Technical { get; init; }

    public required Actor Validator { get; init; }

    public required Actor RiskSeat { get; init; }

    public required Actor LegalSeat { get; init; }

    public static async Task<PromotionScene> StartAsync()
    {
        var host = await PortalHost.StartAsync();
        var scene = new PromotionScene(host, await host.Person("Owner", Role.SystemOwner), await host.Person("Risk", Role.RiskManager))
        {
            Developer = await host.Person("Developer", Role.Developer, Role.TechnicalReviewer),
            Technical = await host.Person("Technical", Role.TechnicalReviewer),
            Validator = await host.Person("Validator", Role.IndependentValidator),
            RiskSeat = await host.Person("Board 1", Role.BoardMember),
            LegalSeat = await host.Person("Board 2", Role.BoardMember),
        };
        await using var db = await host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.Seats.Add(new Seat("Risk", scene.RiskSeat.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        db.Seats.Add(new Seat("Legal", scene.LegalSeat.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
        scene.System = (await host.Get<FileSystem>().Run(scene.Owner, new(scene.Entry()), default)).Value.Code;
        await scene.SubmitAndAccept();
        return scene;
    }

    /// <summary>A sealed version made by the developer, evaluated, its validation report approved.</summary>
    public async Task Version(string label, double share = 0.9, string model = "scorecard", string commit = "")
    {
        var bytes = (byte[])[.. Model, .. Encoding.UTF8.GetBytes(label)];
        var declaration = new Declaration(label, new Artefact(ArtefactKind.Model, model), [new("model.bin", bytes.Length, Digest.Of(bytes))], [Developer.Person.GetValueOrDefault()]) { Provenance = new Provenance { CodeCommit = commit } };
        _ = (await Host.Get<DeclareVersion>().Run(Owner, new(System, declaration), default)).Value;
        _ = (await Host.Get<PutArtifact>().Run(Owner, new(System, label, "model.bin", new MemoryStream(bytes)), default)).Value;
        await Support(label, share);
    }

    /// <summary>What the gate asks for: an evaluation on the hold-out, and a validation report that the validator approved.</summary>
    public async Task Support(string label, double share = 0.9)
    {
        await Evaluate(label, share);
        var document = (await Host.Get<SubmitDocument>().Run(
            Owner, new(System, label, DocumentKind.ValidationReport, "Validation of " + label, "report.md", new MemoryStream("# Report\nSound."u8.ToArray())), default)).Value;
        _ = (await Host.Get<ReviewDocument>().Run(Validator, new(document, DocumentReview.Approve, "Reproduced on the hold-out; no severe finding."), default)).Value;
    }

    public async Task Evaluate(string label, double share)
    {
        var rows = string.Concat(Enumerable.Range(0, 500).Select(row =>
        {
            var truth = row % 2 == 0 ? "good" : "bad";
            var right = row % 100 < share * 100;
            return $$"""{"id":"{{row}}","label":"{{truth}}","prediction":"{{(right ? truth : truth == "good" ? "bad" : "good")}}"}""" + "\n";
        }));
        _ = (await Host.Get<SubmitEvaluation>().Run(
            Owner, new(System, label, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(rows)), new() { Dataset = "holdout-2026", Positive = "bad" }), default)).Value;
    }

    public async Task<PromotionId> Request(string label, string words = "It is better.", Stage to = Stage.Production) =>
        (await Host.Get<RequestPromotion>().Run(Owner, new(System, label, to, ReasonForChange.Retrained, words), default)).Value;

    public async Task<PromotionId> InReview(string label = "v1")
    {
        await Version(label);
        return await Request(label);
    }

    public async Task Sign(PromotionId promotion, Actor signer, Verdict verdict = Verdict.Approve, string reason = "As shown.")
    {
        var room = await Room(promotion, signer);
        var token = await Host.Get<StepUp>().Run(signer, new(PortalHost.Password, room.SubjectDigest, DecidePromotion.Meaning(verdict, room.Code, room.Revision)), default);
        _ = (await Host.Get<DecidePromotion>().Run(signer, new(promotion, room.SubjectDigest, verdict, reason, token.Value), default)).Value;
    }

    public async Task SignOn(PromotionId promotion, Actor signer, params Condition[] conditions)
    {
        var room = await Room(promotion, signer);
        var token = await Host.Get<StepUp>().Run(signer, new(PortalHost.Password, room.SubjectDigest, DecidePromotion.Meaning(Verdict.ApproveWithConditions, room.Code, room.Revision, conditions)), default);
        _ = (await Host.Get<DecidePromotion>().Run(signer, new(promotion, room.SubjectDigest, Verdict.ApproveWithConditions, "On conditions.", token.Value) { Conditions = conditions }, default)).Value;
    }

    public async Task Approve(PromotionId promotion)
    {
        foreach (var signer in new[] { Technical, RiskSeat, LegalSeat })
            await Sign(promotion, signer);
    }

    public async Task Apply(PromotionId promotion) => _ = (await Host.Get<ApplyPromotion>().Run(Owner, promotion, default)).Value;

    public async Task<ReviewRoom> Room(PromotionId promotion, Actor reader) =>
        await Host.Get<PromotionQueries>().Room(reader, promotion, AsOf.Now, default) ?? throw new InvalidOperationException("There is no such room.");

    /// <summary>Publishes a next revision of the entry and tells those who rest on it, as the worker would.</summary>
    public async Task Publish(Func<EntryContent, EntryContent> change)
    {
        var entry = await Host.Get<RegisterQueries>().Entry(System, AsOf.Now, default) ?? throw new InvalidOperationException("There is no such entry.");
        _ = (await Host.Get<EditEntry>().Run(Owner, new(System, change(entry.Shown.Content), null), default)).Value;
        await SubmitAndAccept();
        await Host.Get<EventDelivery>().Turn(default);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task SubmitAndAccept()
    {
        _ = (await Host.Get<SubmitEntry>().Run(Owner, new(System, null), default)).Value;
        if ((await Host.Get<RegisterQueries>().Entry(System, AsOf.Now, default))?.Open is { State: EntryState.Submitted } open)
            _ = (await Host.Get<AcceptEntry>().Run(Risk, new(System, open.Digest, new(RiskTier.High, LegalClass.HighRisk, "")), default)).Value;
    }

    private EntryContent Entry() => new()
    {
        Name = "Credit scoring",
        Kind = SystemKind.ClassicMl,
        ApplicationType = "Scorecard",
        Lane = Lane.Governed,
        LegalEntity = "Example Bank AG",
        Countries = ["AT", "DE"],
        BusinessOwner = Owner.Person,
        TechnicalOwner = Owner.Person,
        AccountableExecutive = Owner.Person,
        Department = "Retail lending",
        Purpose = "Scores applications for consumer loans.",
        PeopleAffected = "Applicants for consumer loans",
        HumanInvolvement = HumanInvolvement.ReviewsSomeCases,
        Autonomy = Autonomy.ActsAfterApproval,
        Fallback = "The scorecard of 2023",
        MayStop = MayStop.ToFallbackOnly,
        DataSources = ["Core banking", "Credit bureau"],
        PersonalData = PersonalData.Personal,
        KnownLimitations = "Thin files score low.",
        Answers = Questionnaires.Current.Questions.Read(new[]
        {
            "role=deployer", "practices=none", "product=no", "areas=services", "services=credit", "profiling=yes", "contact=none", "automated=no",
            "money=organisation", "people=livelihood", "reversibility=withEffort", "method=learned", "autonomy=approved", "reach=customers",
        }.Select(answer => answer.Split('=')).Select(answer => KeyValuePair.Create(answer[0], (IReadOnlyList<string>)[answer[1]]))).Value,
    };
}

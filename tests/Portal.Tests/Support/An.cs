using Portal.Findings;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>Things that tests begin with, whole and unremarkable.</summary>
internal static class An
{
    /// <summary>An entry that lacks nothing.</summary>
    public static EntryContent Entry(PersonId owner) => new()
    {
        Name = "Credit scoring",
        Kind = SystemKind.ClassicMl,
        ApplicationType = "Scorecard",
        Lane = Lane.Governed,
        LegalEntity = "Example Bank AG",
        Countries = ["AT", "DE"],
        BusinessOwner = owner,
        TechnicalOwner = owner,
        AccountableExecutive = owner,
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
        Answers = Answers("services=credit"),
        TierReason = "It weighs on whether somebody gets credit.",
    };

    /// <summary>Answers that lack nothing, of a system of Tier High; what is given takes the place of what they would say.</summary>
    public static Answers Answers(params string[] given)
    {
        string[] usual =
        [
            "role=deployer", "practices=none", "product=no", "areas=services", "services=credit", "profiling=yes", "contact=none", "automated=no",
            "money=organisation", "people=livelihood", "reversibility=withEffort", "method=learned", "autonomy=approved", "reach=customers",
        ];
        var answers = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var answer in usual.Concat(given).Select(answer => answer.Split('=')))
            answers[answer[0]] = answer[1].Split('+');
        return Questionnaires.Current.Questions.Read(answers).Value;
    }

    public static PersonId Id(this Actor actor) => actor.Person.GetValueOrDefault();
}

/// <summary>Walks an entry through its use cases.</summary>
internal static class Filing
{
    public static async Task<Filed> File(this House house, Actor owner, EntryContent? content = null) =>
        (await house.Get<FileSystem>().Run(owner, new(content ?? An.Entry(owner.Id())), default)).Value;

    public static async Task<Filed> FileAndSubmit(this House house, Actor owner, EntryContent? content = null)
    {
        var filed = await house.File(owner, content);
        _ = (await house.Submit(owner, filed.Code)).Value;
        return filed;
    }

    public static async Task<Filed> FileAndPublish(this House house, Actor owner, Actor risk, RiskTier tier = RiskTier.High)
    {
        var filed = await house.FileAndSubmit(owner);
        _ = (await house.Accept(risk, filed.Code, tier)).Value;
        return filed;
    }

    public static Task<Result<SystemId>> Edit(this House house, Actor owner, string code, EntryContent content, int? expected = null) =>
        house.Get<EditEntry>().Run(owner, new(code, content, expected), default);

    public static Task<Result<Submission>> Submit(this House house, Actor owner, string code) => house.Get<SubmitEntry>().Run(owner, new(code, null), default);

    /// <summary>Risk reads what is open and accepts that.</summary>
    public static async Task<Result<EntryPublished>> Accept(this House house, Actor risk, string code, RiskTier tier = RiskTier.High, string reason = "")
    {
        var entry = await house.Entry(code);
        var shown = entry.Open ?? entry.Shown;
        var terms = tier < shown.Content.Classify().Tier ? new ExceptionTerms("A second person looks at each case.", DateOnly.FromDateTime(house.Time.GetUtcNow().UtcDateTime).AddDays(90)) : null;
        return await house.Get<AcceptEntry>().Run(risk, new(code, shown.Digest, new(tier, shown.ScoredClass, reason, terms)), default);
    }

    public static async Task<Result<SystemId>> Return(this House house, Actor risk, string code, string remarks)
    {
        var entry = await house.Entry(code);
        return await house.Get<ReturnEntry>().Run(risk, new(code, (entry.Open ?? entry.Shown).Digest, remarks), default);
    }

    public static async Task<EntryView> Entry(this House house, string code) =>
        await house.Get<RegisterQueries>().Entry(code, AsOf.Now, default) ?? throw new InvalidOperationException($"{code} does not exist.");
}

using Portal.Findings;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How the rest of the bank's systems came into the register: published, returned, held back, tolerated for a time, begun.</summary>
internal static class DemoRegister
{
    /// <summary>Gives the code of the code assistant, whose agent goes on to be tried.</summary>
    public static async Task<string> Tell(DemoHouse house, string fraud, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 52, hour: 9);
        var triage = await Published(house, "owner2", MoneyLaundering(house) with { Uses = [new(fraud, "4.6")] }, ct);
        At(house, start, day: 55, hour: 10);
        _ = await Published(house, "owner", Chatbot(house), ct);
        At(house, start, day: 57, hour: 9);
        var forecast = await Published(house, "owner2", CashDemand(house), ct);
        At(house, start, day: 58, hour: 11);
        var assistant = await Published(house, "owner", CodeAssistant(house), ct);
        await DemoPrompts.Tell(house, assistant, ct);
        At(house, start, day: 60, hour: 14);
        _ = await Published(house, "owner2", TradingSurveillance(house), ct);
        await HeldBack(house, start, ct);
        await ToleratedForATime(house, start, ct);
        At(house, start, day: 68, hour: 9);
        _ = await Published(house, "owner", Sandbox(house, DateOnly.FromDateTime(start.AddDays(DemoStory.Days + 40).UtcDateTime)), ct);

        At(house, start, day: 70, hour: 10);
        var extraction = await house.File("owner2", DocumentExtraction(house), ct);
        At(house, start, day: 71, hour: 15);
        await house.Return(extraction, "Which documents does it read from applicants, and who sees what it got wrong?", ct);

        At(house, start, day: 74, hour: 9);
        await house.Attach("owner2", triage, "impact-assessment.md", "# Impact assessment\n\nWho is reported wrongly, how often, and what it does to them.\n", ct);
        At(house, start, day: 76, hour: 16);
        await house.Review("owner2", forecast, "The vans drive a tenth less than with last year's plan. Nothing else would do it for less.", ct);
        At(house, start, day: 80, hour: 9);
        await house.Draft("owner", assistant, content => content with { Volume = "900 developers", Consumers = ["Code review", "Release notes"] }, ct);
        await DemoPrompts.GoOn(house, assistant, ct);
        At(house, start, day: 82, hour: 11);
        await house.File("owner", MeetingSummaries(house), ct);
        return assistant;
    }

    private static async Task HeldBack(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 62, hour: 9);
        var screening = await house.File("owner2", HiringScreen(house), ct);
        At(house, start, day: 63, hour: 16);
        await house.Accept(screening, open => new(open.Proposal.GetValueOrDefault(), open.ScoredClass, "Reading the faces of applicants in the video interview is a prohibited practice. Take that part out, and file it anew."), ct);
    }

    private static async Task ToleratedForATime(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 64, hour: 10);
        var propensity = await house.File("owner", Propensity(house), ct);
        At(house, start, day: 65, hour: 11);
        var until = DateOnly.FromDateTime(start.AddDays(65 + 150).UtcDateTime);
        await house.Accept(propensity, open => new(
            RiskTier.Low, open.ScoredClass, "The answers count every customer as reached; until the spring campaign it selects among four hundred staff accounts.",
            new ExceptionTerms("Marketing exports the list by hand and removes everybody outside the pilot.", until)), ct);
    }

    private static async Task<string> Published(DemoHouse house, string owner, EntryContent content, CancellationToken ct)
    {
        var code = await house.File(owner, content, ct);
        house.Clock.Wait(TimeSpan.FromHours(4));
        await house.Accept(code, ct);
        return code;
    }

    private static EntryContent MoneyLaundering(DemoHouse house) => Of(house, "owner2", "AML alert triage", SystemKind.ClassicMl, "Financial crime") with
    {
        ApplicationType = "Ranking",
        Purpose = "Orders the alerts of the transaction rules by how likely an investigator is to report them, so that the gravest are read first.",
        IntendedOutcome = "Reports within two days instead of nine",
        PeopleAffected = "Customers whose payments raise an alert, about 5,200 a month",
        HumanInvolvement = HumanInvolvement.DecidesEachCase,
        Autonomy = Autonomy.Advises,
        OutputType = "A rank",
        Volume = "5,200 alerts a month",
        Fallback = "Alerts in the order in which they came",
        MayStop = MayStop.Yes,
        DataSources = ["Payments", "Customer due diligence", "Sanctions lists"],
        PersonalData = PersonalData.Personal,
        LegalBasis = "Legal duty, Art. 6(1)(c) GDPR",
        KnownLimitations = "Learned from what investigators reported, and repeats what they overlooked.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=services", "services=fraud", "contact=none", "automated=no", "money=organisation", "people=livelihood", "reversibility=withEffort", "method=learned", "autonomy=advises", "reach=customers"),
    };

    private static EntryContent Chatbot(DemoHouse house) => Of(house, "owner", "Customer chatbot", SystemKind.Generative, "Customer service") with
    {
        ApplicationType = "Chatbot",
        Vendor = "Northlight Models",
        Purpose = "Answers customers' questions about accounts, cards and branches in the app, and hands over to a person when asked or unsure.",
        PeopleAffected = "Customers who write in the app, about 90,000 a month",
        HumanInvolvement = HumanInvolvement.None,
        Autonomy = Autonomy.ActsAlone,
        OutputType = "Text",
        Volume = "240,000 messages a month",
        Fallback = "The contact form and the hotline",
        MayStop = MayStop.Yes,
        DataSources = ["Help articles", "Tariff tables"],
        PersonalData = PersonalData.Personal,
        LegalBasis = "Contract, Art. 6(1)(b) GDPR",
        KnownLimitations = "States fees of last year when an article is late. Can be led off its subject.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=interacts+generates", "contactExceptions=none", "automated=no", "money=department", "people=annoyance", "reversibility=withEffort", "method=opaque", "autonomy=alone", "reach=customers"),
    };

    private static EntryContent CashDemand(DemoHouse house) => Of(house, "owner2", "Cash demand forecast", SystemKind.ClassicMl, "Treasury") with
    {
        ApplicationType = "Forecast",
        Purpose = "Estimates how much cash each branch and machine needs in the coming week, for planning the vans.",
        PeopleAffected = "Nobody directly; planners use it",
        HumanInvolvement = HumanInvolvement.DecidesEachCase,
        Autonomy = Autonomy.Advises,
        OutputType = "Euro a day and machine",
        Volume = "1,900 machines a day",
        Fallback = "Last year's plan",
        MayStop = MayStop.Yes,
        DataSources = ["Machine telemetry", "Calendar"],
        PersonalData = PersonalData.None,
        KnownLimitations = "Street festivals and strikes are missed.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=none", "automated=no", "money=little", "people=nothing", "reversibility=atOnce", "method=learned", "autonomy=advises", "reach=team"),
    };

    private static EntryContent CodeAssistant(DemoHouse house) => Of(house, "owner", "Code assistant", SystemKind.Generative, "Software engineering") with
    {
        ApplicationType = "Assistant",
        Vendor = "Northlight Models",
        Purpose = "Suggests code and tests to the bank's developers; each change is reviewed by another developer.",
        PeopleAffected = "Developers, about 900",
        HumanInvolvement = HumanInvolvement.DecidesEachCase,
        Autonomy = Autonomy.Advises,
        OutputType = "Code",
        Fallback = "Writing by hand",
        MayStop = MayStop.Yes,
        DataSources = ["Repositories but for those of treasury"],
        PersonalData = PersonalData.None,
        KnownLimitations = "Suggests calls that do not exist. Copies style of old code.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=interacts+generates", "contactExceptions=obvious+assistive", "automated=no", "money=department", "people=nothing", "reversibility=atOnce", "method=opaque", "autonomy=advises", "reach=team"),
    };

    private static EntryContent TradingSurveillance(DemoHouse house) => Of(house, "owner2", "Trading surveillance", SystemKind.ClassicMl, "Markets") with
    {
        ApplicationType = "Anomaly detection",
        Purpose = "Flags orders and conversations that look like market abuse for the surveillance team.",
        PeopleAffected = "Traders, about 160, and their counterparties",
        HumanInvolvement = HumanInvolvement.DecidesEachCase,
        Autonomy = Autonomy.Advises,
        OutputType = "A flag with its grounds",
        Volume = "400,000 orders a day",
        Fallback = "Fixed limits of the exchange",
        MayStop = MayStop.NotWithoutExecutive,
        DataSources = ["Order book", "Recorded lines"],
        PersonalData = PersonalData.Personal,
        LegalBasis = "Legal duty, Art. 6(1)(c) GDPR",
        KnownLimitations = "Dialect in recordings is transcribed badly.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=none", "automated=no", "money=organisation", "people=livelihood", "reversibility=withEffort", "method=learned", "autonomy=advises", "reach=organisation"),
    };

    private static EntryContent HiringScreen(DemoHouse house) => Of(house, "owner2", "HR screening", SystemKind.ClassicMl, "Human resources") with
    {
        ApplicationType = "Ranking",
        Vendor = "Talentsight Ltd",
        Purpose = "Orders applications for branch jobs by fit, from the letter and from how applicants look and sound in a recorded interview.",
        PeopleAffected = "Applicants for branch jobs, about 800 a year",
        HumanInvolvement = HumanInvolvement.ReviewsSomeCases,
        Autonomy = Autonomy.Advises,
        OutputType = "A rank",
        Volume = "800 applications a year",
        Fallback = "Two recruiters read each letter",
        MayStop = MayStop.Yes,
        DataSources = ["Application letters", "Recorded interviews"],
        PersonalData = PersonalData.SpecialCategories,
        KnownLimitations = "Not validated for accents or disabilities.",
        Answers = DemoEntries.Answers("practices=readsEmotions", "practiceExceptions=none", "product=no", "areas=employment", "employment=hiring", "profiling=yes", "contact=none", "contactExceptions=none", "automated=no", "money=department", "people=livelihood", "reversibility=withEffort", "method=opaque", "autonomy=advises", "reach=customers"),
    };

    private static EntryContent Propensity(DemoHouse house) => Of(house, "owner", "Marketing propensity", SystemKind.ClassicMl, "Marketing") with
    {
        ApplicationType = "Ranking",
        Purpose = "Picks the customers who are most likely to want a savings plan, for a letter.",
        PeopleAffected = "Customers with consent to advertising, about 410,000",
        HumanInvolvement = HumanInvolvement.None,
        Autonomy = Autonomy.ActsAfterApproval,
        OutputType = "A list",
        Volume = "One list a quarter",
        Fallback = "Letters by age and balance",
        MayStop = MayStop.Yes,
        DataSources = ["Core banking", "Consents"],
        PersonalData = PersonalData.Personal,
        LegalBasis = "Consent, Art. 6(1)(a) GDPR",
        KnownLimitations = "Passes over who has just become a customer.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=none", "automated=no", "money=department", "people=annoyance", "reversibility=withEffort", "method=learned", "autonomy=approved", "reach=customers"),
    };

    private static EntryContent Sandbox(DemoHouse house, DateOnly last) => Of(house, "owner", "Complaint routing trial", SystemKind.Generative, "Customer service") with
    {
        Lane = Lane.Experiment,
        ApplicationType = "Classification",
        TemporaryUntil = last,
        Hypothesis = "A small model routes complaints as well as the team does, at a tenth of the time. Refuted if more than one in twenty goes astray.",
        ExperimentData = ExperimentData.Masked,
        Purpose = "Tries whether complaints can be routed to the right team by a small language model.",
        PeopleAffected = "Nobody: it runs on masked letters of last year",
        HumanInvolvement = HumanInvolvement.DecidesEachCase,
        Autonomy = Autonomy.Advises,
        OutputType = "A team",
        MayStop = MayStop.Yes,
        DataSources = ["Complaint letters of 2025, masked"],
        PersonalData = PersonalData.None,
        KnownLimitations = "Masking takes place names out, which the routing by region would need.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=none", "automated=no", "money=little", "people=nothing", "reversibility=atOnce", "method=opaque", "autonomy=advises", "reach=team"),
    };

    private static EntryContent DocumentExtraction(DemoHouse house) => Of(house, "owner2", "Document extraction", SystemKind.Generative, "Operations") with
    {
        ApplicationType = "Document extraction",
        Vendor = "Northlight Models",
        Purpose = "Reads payslips and contracts and fills in the fields of an application.",
        PeopleAffected = "Applicants who hand in documents",
        HumanInvolvement = HumanInvolvement.ReviewsSomeCases,
        Autonomy = Autonomy.Advises,
        OutputType = "Fields with a confidence",
        Volume = "12,000 documents a month",
        Fallback = "Typing them in",
        MayStop = MayStop.Yes,
        DataSources = ["Scanned documents"],
        PersonalData = PersonalData.Personal,
        KnownLimitations = "Handwriting and photographs taken at an angle are read wrongly.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=services", "services=credit", "profiling=no", "exemption=narrow", "contact=none", "automated=no", "money=department", "people=annoyance", "reversibility=atOnce", "method=opaque", "autonomy=advises", "reach=customers"),
    };

    private static EntryContent MeetingSummaries(DemoHouse house) => Of(house, "owner", "Meeting summaries", SystemKind.Generative, "Corporate services") with
    {
        ApplicationType = "Assistant",
        Vendor = "Northlight Models",
        Purpose = "Writes minutes of internal meetings from the recording; who was there corrects them.",
        PeopleAffected = "Staff who take part in recorded meetings",
        HumanInvolvement = HumanInvolvement.DecidesEachCase,
        Autonomy = Autonomy.Advises,
        OutputType = "Text",
        Volume = "3,000 meetings a month",
        Fallback = "Minutes by hand",
        MayStop = MayStop.Yes,
        DataSources = ["Recordings"],
        PersonalData = PersonalData.Personal,
        KnownLimitations = "Mixes up speakers. Leaves out what was said quietly.",
        Answers = DemoEntries.Answers("practices=none", "product=no", "areas=none", "contact=generates", "contactExceptions=assistive", "automated=no", "money=little", "people=annoyance", "reversibility=atOnce", "method=opaque", "autonomy=advises", "reach=organisation"),
    };

    private static EntryContent Of(DemoHouse house, string owner, string name, SystemKind kind, string department) => new()
    {
        Name = name,
        Kind = kind,
        Lane = Lane.Governed,
        LegalEntity = "Demo Bank AG",
        Countries = ["AT", "DE"],
        BusinessOwner = house.Id(owner),
        TechnicalOwner = house.Id("developer"),
        AccountableExecutive = house.Id("executive"),
        Department = department,
        Raci = Raci.Usual,
        DataClass = DataClass.Confidential,
        Retention = "As the record that it belongs to",
    };

    private static void At(DemoHouse house, DateTimeOffset start, int day, int hour) => house.Clock.MoveTo(start.AddDays(day).AddHours(hour));
}

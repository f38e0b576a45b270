using System.Globalization;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>Holds what is there against what the tier demands. Pure: what was not looked at is said to be so, and never met.</summary>
public static class ReadinessRules
{
    /// <summary>Named as the policy's demand, which it answers.</summary>
    public const string Monitoring = "Basic monitoring, live";

    /// <summary>As the one above.</summary>
    public const string ModelCard = "Model card";

    public static Readiness Of(ReadinessFacts facts)
    {
        var checks = Checks(facts).ToList();
        List<ReadinessItem> items =
        [
            .. facts.Closed is { } closed ? [new ReadinessItem("open", "Open to people", ReadinessState.Lacks, closed, ReadinessPlace.Entry) { At = "tier" }] : Array.Empty<ReadinessItem>(),
            Entry(facts),
            .. Review(facts),
            Responsibilities(facts),
            MayStop(facts),
            .. Fallback(facts),
            Version(facts),
            .. checks,
            .. Card(facts, checks),
            CanBeDecided(facts),
            Watched(facts),
            NothingPresses(facts),
        ];
        items.AddRange(Exceptions(facts));
        items.AddRange(Demands(facts, items));
        return new Readiness(
            facts.Code, facts.Content.Name, facts.Tier, facts.Published is not null, facts.Policy.Number, facts.Version?.Label, facts.Version?.Stage, items,
            Maturity.Of(facts.Version?.Maturity ?? new MaturityFacts(Version: null), facts.Policy.Of(facts.Tier).MaturityTarget, facts.Now));
    }

    private static ReadinessItem Entry(ReadinessFacts facts)
    {
        if (facts.Published is { } published)
            return Met("entry", "Tier confirmed", $"Revision {published.Revision} is published; risk confirmed Tier {published.Tier}.", ReadinessPlace.Entry) with { At = "tier" };

        var lacking = EntryRules.FaultsOf(facts.Content).Count;
        var (explanation, place, at) = facts.Open switch
        {
            EntryState.Submitted => ("It is submitted: risk confirms the tier next.", ReadinessPlace.Entry, "tier"),
            EntryState.Returned => ("Risk returned it with remarks: answer them and submit it again.", ReadinessPlace.Field, "name"),
            _ when lacking > 0 => ($"Its draft lacks {Plural.Of(lacking, "field")}.", ReadinessPlace.Field, EntryRules.FaultsOf(facts.Content)[0].Field),
            _ => ("Its draft lacks nothing: submit it.", ReadinessPlace.Field, "name"),
        };
        return Lacks("entry", "Tier confirmed", explanation, place) with { At = at };
    }

    /// <summary>A review is due once something is published.</summary>
    private static IEnumerable<ReadinessItem> Review(ReadinessFacts facts)
    {
        if (facts.Published?.ReviewDue is { } due)
            yield return (due < facts.Now
                ? Lacks("review", "Review not overdue", $"It was due on {Day(due)}.", ReadinessPlace.Entry)
                : Met("review", "Review not overdue", $"The next one is due on {Day(due)}.", ReadinessPlace.Entry)) with
            { At = "review" };
    }

    private static ReadinessItem Responsibilities(ReadinessFacts facts)
    {
        const string key = "raci", name = "Responsibilities";
        var grid = facts.Content.Raci;
        return (facts.OrphanedAt, grid.Problems) switch
        {
            ({ } since, _) => Lacks(key, name, $"Nobody owns it since {Day(since)}: name an owner.", ReadinessPlace.Entry) with { At = "new-owner" },
            (_, [var first, ..] problems) => Lacks(key, name, problems.Count > 1 ? $"{first} {Plural.Of(problems.Count - 1, "activity", "activities")} more." : first, ReadinessPlace.Field) with { At = "raci" },
            _ when facts.Content.BusinessOwner is null => Lacks(key, name, "No business owner is named.", ReadinessPlace.Field) with { At = "businessOwner" },
            _ when grid.IsEmpty => Met(key, name, "The grid is empty: its business owner answers for every activity.", ReadinessPlace.Field) with { At = "raci" },
            _ => Met(key, name, "One answers for each activity, and somebody does it.", ReadinessPlace.Field) with { At = "raci" },
        };
    }

    private static ReadinessItem MayStop(ReadinessFacts facts)
    {
        const string key = "may-stop", name = "May stop";
        var allowed = facts.Policy.Of(facts.Tier).MayStop;
        return facts.Content.MayStop switch
        {
            null => Lacks(key, name, "Nobody has said whether it may be stopped.", ReadinessPlace.Field) with { At = "mayStop" },
            { } answer when allowed.Contains(answer.ToString()) => Met(key, name, $"{EntryWords.Of(answer)}.", ReadinessPlace.Field) with { At = "mayStop" },
            { } answer => Lacks(key, name, $"“{EntryWords.Of(answer)}” is not allowed in Tier {facts.Tier}.", ReadinessPlace.Field) with { At = "mayStop" },
        };
    }

    /// <summary>An experiment affects nobody, so nothing has to take over.</summary>
    private static IEnumerable<ReadinessItem> Fallback(ReadinessFacts facts)
    {
        if (facts.Content.Lane != Lane.Experiment)
            yield return (facts.Content.Fallback.Length > 0
                ? Met("fall-back", "Fall-back declared", "The entry says what takes over.", ReadinessPlace.Field)
                : Lacks("fall-back", "Fall-back declared", "Nothing is said to take over when it stops.", ReadinessPlace.Field)) with
            { At = "fallback" };
    }

    private static ReadinessItem Version(ReadinessFacts facts) => facts.Version is { } version
        ? Met("version", "Sealed version", $"{version.Label} is in {version.Stage}.", ReadinessPlace.Version) with { At = version.Label }
        : Lacks("version", "Sealed version", "No version is sealed yet.", ReadinessPlace.Versions);

    /// <summary>The gate itself, not a reading of it; the card and the baseline have lines of their own.</summary>
    private static IEnumerable<ReadinessItem> Checks(ReadinessFacts facts) =>
        from check in Gate.Decide(new GateQuestion(facts.Policy, Stage.Production, facts.Tier, facts.Today), facts.Version?.Evidence ?? GateEvidence.None with { Today = facts.Today }).Checks
        where check.Kind is not (CheckKind.Card or CheckKind.Monitoring)
        select new ReadinessItem($"check.{check.Key}", check.Name, StateOf(check), Say(check), check.ExcusedBy is null ? facts.Version is null ? ReadinessPlace.Versions : ReadinessPlace.Version : ReadinessPlace.Exception)
        {
            At = check.ExcusedBy?.Code ?? facts.Version?.Label,
        };

    private static ReadinessState StateOf(CheckResult check) => check switch
    {
        { ExcusedBy: not null } => ReadinessState.Tolerated,
        { Verdict: CheckVerdict.Fail or CheckVerdict.NoData } => ReadinessState.Lacks,
        _ => ReadinessState.Met,
    };

    private static string Say(CheckResult check)
    {
        var explanation = check.Observed is { } observed ? $"{Figure(observed.Value)} [{Figure(observed.Low)}, {Figure(observed.High)}] over {observed.N.ToString("N0", CultureInfo.InvariantCulture)} rows. {check.Explanation}" : check.Explanation;
        return check switch
        {
            { ExcusedBy: { } excuse } => $"{explanation} Tolerated by {excuse.Code} until {Day(excuse.LastDay)}.",
            { Severity: Severity.Warn, Verdict: CheckVerdict.Fail or CheckVerdict.NoData } => $"{explanation} It warns and blocks nothing.",
            { Verdict: CheckVerdict.Warn } => $"With a warning: {explanation}",
            _ => explanation,
        };
    }

    /// <summary>Where a check of the gate looks at the card, its answer stands; else the approved card is held against what the tier asks for.</summary>
    private static IEnumerable<ReadinessItem> Card(ReadinessFacts facts, IReadOnlyList<ReadinessItem> checks)
    {
        const string key = "card";
        var required = facts.Policy.CardSectionsOf(facts.Tier);
        if (checks.Any(item => item.Name == ModelCard) || (required.Count == 0 && !facts.Policy.DemandsOf(facts.Tier).Contains(ModelCard)))
            yield break;

        yield return facts.Version switch
        {
            null => Lacks(key, ModelCard, "No version is sealed that it could be about.", ReadinessPlace.Versions),
            { Evidence.Card: null } version => Lacks(key, ModelCard, $"No card of {version.Label} is approved.", ReadinessPlace.Card) with { At = version.Label },
            { Evidence.Card: { } card } version when required.Except(card.Filled).ToList() is { Count: > 0 } missing =>
                Lacks(key, ModelCard, $"Revision {card.Revision} of the card of {version.Label} is approved without {string.Join(", ", missing.Select(CardSections.TitleOf))}.", ReadinessPlace.Card) with { At = version.Label },
            { Evidence.Card: { } card } version => Met(key, ModelCard, $"Revision {card.Revision} of the card of {version.Label} is approved, with every section that Tier {facts.Tier} asks for.", ReadinessPlace.Card) with { At = version.Label },
        };
    }

    private static ReadinessItem CanBeDecided(ReadinessFacts facts)
    {
        var flow = facts.Policy.FlowTo(Stage.Production, facts.Tier);
        return FlowStaffing.LackOf(flow, facts.Signers) is { } lack
            ? Lacks("flow", "Approval can be completed", lack, ReadinessPlace.Signers)
            : Met("flow", "Approval can be completed", $"{flow.Name}: each step has people who may sign it.", ReadinessPlace.Signers);
    }

    private static ReadinessItem Watched(ReadinessFacts facts) => facts.Version switch
    {
        null or { IsLive: false } => Lacks("monitoring", Monitoring, "No version is live that could be watched.", ReadinessPlace.Monitoring),
        { Maturity.HasBaseline: false } version => Lacks("monitoring", Monitoring, $"No baseline of {version.Label} is frozen: evaluate it with feature values.", ReadinessPlace.Version) with { At = version.Label },
        { Maturity.LastRowAt: { } last } version when facts.Now - last <= Maturity.Fresh => Met("monitoring", Monitoring, $"{version.Label} is counted against its baseline.", ReadinessPlace.Monitoring),
        var version => Lacks("monitoring", Monitoring, $"Nothing was seen of {version.Label} within the last day.", ReadinessPlace.Monitoring),
    };

    private static ReadinessItem NothingPresses(ReadinessFacts facts)
    {
        const string key = "findings", name = "Findings settled";
        return facts.Findings switch
        {
            [] => Met(key, name, "None is open that is severe or overdue.", ReadinessPlace.Findings),
            [var one] => Lacks(key, name, $"{one.Code} “{one.Title}” {(one.IsSevere ? "is severe and not closed" : "is overdue")}.", ReadinessPlace.Finding) with { At = one.Code },
            var several => Lacks(key, name, $"{string.Join(", ", several.Take(several.Count - 1).Select(finding => finding.Code))} and {several[^1].Code} are severe or overdue.", ReadinessPlace.Findings),
        };
    }

    /// <summary>What is tolerated is shown as that. Exceptions from checks stand at their checks.</summary>
    private static IEnumerable<ReadinessItem> Exceptions(ReadinessFacts facts)
    {
        var cited = facts.Version?.Evidence.Excuses.Select(excuse => excuse.Code).ToHashSet() ?? [];
        return
            from exception in facts.Exceptions
            where exception.Until > facts.Now && !cited.Contains(exception.Code)
            select new ReadinessItem($"exception.{exception.Code}", exception.What, ReadinessState.Tolerated, $"{exception.Code} until {Day(exception.Until.AddTicks(-1))}: {exception.CompensatingControl}", ReadinessPlace.Exception) { At = exception.Code };
    }

    /// <summary>What the policy demands in words and nothing above answers: nobody has looked, so nobody may think it is there.</summary>
    private static IReadOnlyList<ReadinessItem> Demands(ReadinessFacts facts, IReadOnlyList<ReadinessItem> answered) =>
    [
        .. facts.Policy.DemandsOf(facts.Tier)
            .Where(demand => !answered.Any(item => item.Name.Equals(demand, StringComparison.OrdinalIgnoreCase)))
            .Select((demand, at) => new ReadinessItem($"demand.{at + 1}", demand, ReadinessState.NotChecked, "The policy demands it; no check of the portal looks at it yet.", ReadinessPlace.Policy)),
    ];

    private static ReadinessItem Met(string key, string name, string explanation, ReadinessPlace place) => new(key, name, ReadinessState.Met, explanation, place);

    private static ReadinessItem Lacks(string key, string name, string explanation, ReadinessPlace place) => new(key, name, ReadinessState.Lacks, explanation, place);

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

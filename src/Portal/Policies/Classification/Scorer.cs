using Portal.Ledger;
using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>
/// Scores the answers to its own questionnaire; pure. A choice that raises takes nothing away, a lift takes only what it names, and
/// no condition asks "unless": so one risk more leaves every finding standing and every level at least where it was.
/// </summary>
public sealed class Scorer
{
    private static readonly string[] ExemptionDemands =
    [
        "Document the assessment before the system is put on the market or into service (Art. 6(4)).",
        "Register the provider and the system in the EU database (Art. 49(2)).",
    ];

    private readonly Questionnaire _questionnaire;
    private readonly RuleBook _rules;

    internal Scorer(Questionnaire questionnaire, RuleBook rules) => (_questionnaire, _rules) = (questionnaire, rules);

    /// <summary>Pins what the choices mean: another digest is another version.</summary>
    public Digest Digest => Digest.Of(CanonicalJson.Object(("questionnaire", _questionnaire.Version), ("rules", _rules.ToCanonical())).ToBytes());

    internal RuleBook Rules => _rules;

    public Classification Score(Answers answers)
    {
        var given = new Counted(_questionnaire.Asked(answers));
        var raised = _rules.Raises.Where(rule => given.Has(rule.Question, rule.Value)).Select(rule => rule.Finding).DistinctBy(finding => finding.Article).ToList();
        var lifts = _rules.Lifts.Where(rule => given.Has(rule.Question, rule.Value)).ToList();
        var exempts = _rules.Exempts.Where(rule => given.Has(rule.Question, rule.Value)).ToList();

        var unlifted = raised.Where(finding => !lifts.Exists(lift => lift.Takes(finding))).ToList();
        var exempted = exempts.Count > 0 ? unlifted.Where(finding => finding.IsUnder(Exempt.Scope)).ToList() : [];
        var findings = unlifted.Except(exempted).Select(finding => finding with { Unless = OpenLiftOf(finding, given) })
            .OrderByDescending(finding => finding.Class).ThenByDescending(finding => finding.Floor).ToList();
        var exemption = exempted.Count > 0 ? new Exemption([.. exempts.Select(rule => $"{rule.Because} ({rule.Article})")], exempted, ExemptionDemands) : null;
        var (materiality, complexity) = (OwnTier.MaterialityOf(given), OwnTier.ComplexityOf(given));

        var classification = new Classification
        {
            Questionnaire = _questionnaire.Version,
            Materiality = materiality,
            Complexity = complexity,
            OwnTier = OwnTier.Of(materiality, complexity),
            LegalClass = findings.Count > 0 ? findings.Max(finding => finding.Class) : LegalClass.Minimal,
            Findings = findings,
            Exemption = exemption,
            SolelyAutomated = findings.Exists(finding => finding.IsUnder("GDPR Art. 22")),
            Floor = findings.Count > 0 ? findings.Max(finding => finding.Floor) : null,
            Obligations = Obligations.Of(findings, exemption, RolesOf(given)),
            Missing = given.Missing,
            Reasons = [],
        };
        return classification with { Reasons = ClassificationReasons.Of(classification, [.. raised.SelectMany(finding => lifts.Where(lift => lift.Takes(finding)).Take(1).Select(lift => (finding, lift)))], given.NotesOf(_rules)) };
    }

    private string? OpenLiftOf(LegalFinding finding, Counted given) =>
        _rules.Lifts.Where(lift => lift.Takes(finding)).Select(lift => lift.Question)
            .Concat(finding.IsUnder(Exempt.Scope) ? _rules.Exempts.Select(rule => rule.Question) : [])
            .FirstOrDefault(given.Missing.Contains);

    private static HashSet<OrganisationRole> RolesOf(Counted given)
    {
        var roles = Enum.GetValues<OrganisationRole>().Where(role => given.Has("role", CamelCase(role))).ToHashSet();
        if (roles.Contains(OrganisationRole.PublicService))
            roles.Add(OrganisationRole.Deployer);
        return roles;
    }

    private static string CamelCase(OrganisationRole role) => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..];
}

/// <summary>The answers that count: to questions that are asked, with choices that are on offer.</summary>
internal sealed class Counted(IReadOnlyList<AskedQuestion> asked)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _chosen = asked.ToDictionary(question => question.Question.Key, question => question.Chosen, StringComparer.Ordinal);

    public IReadOnlyList<string> Missing { get; } = [.. asked.Where(question => question.IsMissing).Select(question => question.Question.Key)];

    public bool Has(string question, string value) => _chosen.TryGetValue(question, out var values) && values.Contains(value);

    /// <summary>How far up the choices of a question the answer stands, from zero; null when it is not answered.</summary>
    public int? RankOf(string question) => asked.FirstOrDefault(one => one.Question.Key == question) is { Chosen: [var value, ..] } answered
        ? answered.Question.Choices.Select(choice => choice.Value).ToList().IndexOf(value)
        : null;

    public IReadOnlyList<string> NotesOf(RuleBook rules) => [.. rules.Notes.Where(note => Has(note.Question, note.Value)).Select(note => note.Text)];
}

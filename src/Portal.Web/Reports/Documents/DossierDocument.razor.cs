using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Audit;
using Portal.Findings;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Reports.Documents;
using Portal.Shared;
using Portal.Web.Audit;

namespace Portal.Web.Reports.Documents;

/// <summary>All that is known of one system.</summary>
public sealed partial class DossierDocument
{
    private static readonly IReadOnlyList<DocumentColumn<AskedQuestion>> Answers =
    [
        new("Question", asked => asked.Question.Text) { Width = 58 },
        new("Answer", asked => asked.IsMissing ? "Not answered" : string.Join("; ", asked.Offered.Where(choice => asked.Chosen.Contains(choice.Value)).Select(choice => choice.Text))),
    ];

    private static readonly IReadOnlyList<DocumentColumn<Obligation>> Duties =
    [
        new("Duty", duty => duty.Title) { Sub = duty => duty.Asks, Width = 50 },
        new("Article", duty => duty.Article) { Sub = duty => duty.Source },
        DocumentColumn.Date<Obligation>("From", duty => DocumentWords.Iso(duty.EffectiveDate)) with { Sub = duty => duty.Verified ? "verified" : "unverified" },
    ];

    private static readonly IReadOnlyList<DocumentColumn<IGrouping<RaciActivity, RaciCell>>> Responsibilities =
    [
        new("Activity", cells => EntryWords.Of(cells.Key)) { Width = 18 },
        new("Accountable", cells => Parties(cells, RaciPart.Accountable, RaciPart.AccountableAndResponsible)),
        new("Responsible", cells => Parties(cells, RaciPart.Responsible, RaciPart.AccountableAndResponsible)),
        new("Consulted", cells => Parties(cells, RaciPart.Consulted)),
        new("Informed", cells => Parties(cells, RaciPart.Informed)),
    ];

    private static readonly IReadOnlyList<DocumentColumn<DossierVersion>> Versions =
    [
        new("Version", version => version.Line.Label) { Width = 14 },
        new("Artefact", version => version.Line.Name) { Sub = version => version.Line.Kind.ToString(), Width = 20 },
        new("Stage", version => version.Line.Stage?.ToString()),
        DocumentColumn.Date<DossierVersion>("Declared", version => DocumentWords.Iso(version.Line.DeclaredAt)) with { Sub = version => version.Line.SealedAt is { } at ? $"sealed {DocumentWords.Iso(at)}" : "not sealed" },
        DocumentColumn.Code<DossierVersion>("Content digest", version => version.Line.ContentDigest?.Text) with { Width = 36 },
    ];

    private static readonly IReadOnlyList<DocumentColumn<FieldChange>> Changes =
    [
        new("Field", change => change.Label) { Sub = change => change.Materiality == Materiality.Material ? "material" : null, Width = 20 },
        new("Before", change => change.Before) { Width = 40 },
        new("After", change => change.After),
    ];

    private static readonly IReadOnlyList<DocumentColumn<EntryLine>> Acts =
    [
        DocumentColumn.Figure<EntryLine>("Entry", line => line.Index.ToString("N0", CultureInfo.InvariantCulture)) with { Width = 9 },
        DocumentColumn.Date<EntryLine>("When, UTC", line => DocumentWords.Minute(line.Time)) with { Width = 17 },
        new("Who", line => line.PersonName ?? "The portal") { Width = 18 },
        new("What", line => ActionWords.Of(line.Action)) { Sub = line => line.Reason },
        new("Of", line => line.Subject) { Width = 15 },
    ];

    [Parameter, EditorRequired] public required DossierReport Report { get; set; }

    private RevisionView Shown => Report.Entry.Shown;

    private Classification Result => Shown.Content.Classify();

    private IReadOnlyList<AskedQuestion> Asked => Questionnaires.Of(Shown.Content.Answers.Questionnaire).Questions.Asked(Shown.Content.Answers);

    private IReadOnlyList<Fact> Summary =>
    [
        new("System", $"{Report.Entry.Code} {Shown.Content.Name}"),
        new("Purpose", Shown.Content.Purpose),
        new("Stage", $"{Report.Entry.Stage}{(Report.Versions.FirstOrDefault(version => version.Line.Stage?.ToString() == Report.Entry.Stage.ToString()) is { } furthest ? $", version {furthest.Line.Label}" : "")}"),
        new("Tier", Shown.ConfirmedTier is { } tier ? $"{EntryWords.Of(tier)}, confirmed" : Shown.Proposal is { } proposed ? $"{EntryWords.Of(proposed)}, proposed" : null),
        new("Class under the AI Act", ClassificationWords.Of(Shown.ConfirmedClass ?? Result.LegalClass)),
        new("Business owner", Shown.Content.BusinessOwner is { } owner ? NameOf(owner) : null),
        new("Technical owner", Shown.Content.TechnicalOwner is { } technical ? NameOf(technical) : null),
        new("Accountable executive", Shown.Content.AccountableExecutive is { } executive ? NameOf(executive) : null),
        new("Next review", Report.Entry.ReviewDue is { } due ? DocumentWords.Iso(due) : null),
        new("Open findings", $"{Report.Findings.Count(row => row.Line.State != FindingState.Closed)}, of them {Report.Findings.Count(row => row.Line is { Severity: FindingSeverity.Severe, State: not FindingState.Closed })} severe"),
        new("Exceptions that hold", $"{Report.Exceptions.Count(line => line.Holds)}"),
        .. Report.Entry.Retirement is { } retired ? [new Fact("Retired", $"{DocumentWords.Exact(retired.At)} by {NameOf(retired.By)}")] : Array.Empty<Fact>(),
    ];

    private IReadOnlyList<Fact> Entry =>
    [
        new("Revision", $"{Shown.Number}, {Shown.State.ToString().ToLowerInvariant()}{(Shown.PublishedAt is { } at ? $" {DocumentWords.Exact(at)}" : "")}"),
        new("Digest", Shown.Digest.Text, IsCode: true),
        .. EntryFields.All.Where(one => one.Key is not ("answers" or "raci")).Select(one => new Fact(one.Label, one.Text(Shown.Content, NameOf))),
    ];

    private IReadOnlyList<Fact> Class =>
    [
        new("Tier by the answers", Result.Tier is { } scored ? EntryWords.Of(scored) : null),
        new("Confirmed tier", Shown.ConfirmedTier is { } confirmed ? $"{EntryWords.Of(confirmed)}{(Shown.ConfirmedBy is { } by ? $", by {NameOf(by)}" : "")}{(Shown.ConfirmedAt is { } when ? $", {DocumentWords.Exact(when)}" : "")}" : "not confirmed"),
        new("Reason given", Shown.ConfirmationReason),
        new("Class by the answers", ClassificationWords.Of(Result.LegalClass)),
        new("Confirmed class", Shown.ConfirmedClass is { } legal ? ClassificationWords.Of(legal) : "not confirmed"),
        new("Materiality", Result.Materiality is { } materiality ? ClassificationWords.Of(materiality) : null),
        new("Complexity", Result.Complexity is { } complexity ? ClassificationWords.Of(complexity) : null),
        .. Result.Exemption is { } exemption ? [new Fact("Exempted under Art. 6(3)", string.Join(" ", exemption.Demands))] : Array.Empty<Fact>(),
    ];

    private string NameOf(PersonId person) => Report.Entry.People.TryGetValue(person, out var line) || (Report.Published?.People.TryGetValue(person, out line) ?? false) ? line.Name : "Somebody without an account";

    private static string Parties(IEnumerable<RaciCell> cells, params ReadOnlySpan<RaciPart> parts)
    {
        var wanted = parts.ToArray();
        return string.Join(", ", cells.Where(cell => wanted.Contains(cell.Part)).Select(cell => EntryWords.Of(cell.Party)));
    }
}

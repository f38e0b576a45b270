using Portal.Policies;

namespace Portal.Evaluation.Templates;

/// <summary>What a reviewer looks for in a document of each kind.</summary>
public static class DocumentSections
{
    public static IReadOnlyList<TemplateSection> Of(DocumentKind kind) => kind switch
    {
        DocumentKind.ValidationReport =>
        [
            new("Scope", "Which version was validated, for which use, and what was left out. Who did it, and that they had no part in building it."),
            new("Data", "Which data sets, with digest and window; how they differ from the training data and from today's traffic.", ["Data set", "Digest", "From – to", "Rows"]),
            new("Method", "What was reproduced and what was computed anew; challenger, sensitivity and stress tests, and why these."),
            new("Results", "Each figure with its interval and the threshold it is held against, over all rows and for the weakest segment and group.", ["Figure", "Observed [interval]", "n", "Threshold", "Weakest segment or group"]),
            new("Limits", "Where the version must not be relied on, how that shows, and which findings follow from it.", ["Limit", "How it shows", "Finding"]),
            new("Conclusion", "Fit for the use, fit with conditions, or not fit; and when it must be validated again."),
        ],
        DocumentKind.ExplainabilityReport =>
        [
            new("For those affected", "What a person is told about an answer that goes against them, in the words they are told it in."),
            new("For those who decide", "Which method explains an answer, over how many rows, and how its faithfulness was checked."),
            new("What weighs most", "The features that move the answers, in which direction, and whether a domain expert agrees.", ["Feature", "Direction", "Expected?"]),
            new("Stability", "Whether like cases get like explanations, and the same case the same one twice."),
            new("Where it fails", "Which answers are explained badly, how they are recognised, and who looks at them."),
            new("Conclusion", "Whether the explanations carry the use that is made of them."),
        ],
        DocumentKind.RegulatoryReview =>
        [
            new("Classification", "The legal class with its reasons, and what would change it."),
            new("Duties and where they are met", "Each duty with article, and the control or record that meets it.", ["Duty", "Source", "Where it is met", "Gap"]),
            new("Data protection", "Legal basis, impact assessment, decisions by machine alone (GDPR Art. 22), retention."),
            new("What people are told", "Notices, marking of generated content, the way to a human and to a complaint."),
            new("Open points", "What is not met yet, by whom and by when it will be.", ["Point", "Owner", "Due"]),
            new("Conclusion", "Whether the version may be used as intended, and until when this holds."),
        ],
        DocumentKind.RiskAndImpactAssessment =>
        [
            new("Who is affected", "Persons and groups, how many, how badly at worst; who was asked."),
            new("Risks", "What may go wrong, for whom, how likely and how bad before and after what is done about it.", ["Risk", "For whom", "Before", "Control", "After"]),
            new("Rights", "Which fundamental rights are touched, and why that is proportionate."),
            new("Human oversight", "Who may stop or overrule it, with what knowledge and in what time."),
            new("What is watched", "The signals by which a risk that comes true is noticed, with their thresholds.", ["Risk", "Signal", "Threshold", "Who acts"]),
            new("Conclusion", "What risk is left, who accepts it, and until when."),
        ],
        DocumentKind.AssuranceCase =>
        [
            new("Claim", "The one thing that must be true, with the measure by which it would be seen to be false."),
            new("Arguments", "Each reason for the claim, and the evidence it rests on.", ["Argument", "Evidence", "Where it is"]),
            new("Attempts to break it", "Who tried to refute each argument, how, and what came of it.", ["Argument", "Attempt", "Outcome"]),
            new("Assumptions", "What the arguments take for granted, and how it is noticed that it no longer holds."),
            new("Conclusion", "How far the claim is carried, and what doubt remains."),
        ],
        DocumentKind.RecordReview =>
        [
            new("Sample", "Which decisions, from when to when, drawn how, by whom.", ["From – to", "Population", "Drawn", "Read"]),
            new("What was looked at", "Input, answer, explanation, the person's part, and whether the record is complete."),
            new("Results", "How many would have been decided alike, and the ones that would not.", ["Outcome", "Count", "Share"]),
            new("Cases that differ", "What was different and why, without personal data.", ["Record", "What differs", "Cause"]),
            new("Conclusion", "What follows for the version, its limits and the persons concerned."),
        ],
        DocumentKind.ComparisonNotApplicable =>
        [
            new("What was to be compared", "The version, the one that runs, and which comparison the policy asks for."),
            new("Why it does not apply", "The reason: no version before it, no traffic, no shared task. Cost alone is none."),
            new("What stands in its place", "A back-test, a pilot, an expert's reading: with its figures.", ["Evidence", "Observed [interval]", "n"]),
            new("Until when this holds", "What would make the comparison possible, and who looks again when."),
            new("Conclusion", "By the validator: whether the evidence in its place suffices."),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

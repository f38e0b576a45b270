using Portal.Policies.Classification;
using Portal.Register;

namespace Portal.Web.Register.Filing;

/// <summary>What systems of a kind have in common. Fills in only what is still empty, so that nothing typed is lost.</summary>
internal sealed record EntryTemplate(string Key, string Title, string Says, SystemKind Kind, string ApplicationType, string OutputType, HumanInvolvement HumanInvolvement, Autonomy Autonomy, string Limits, IReadOnlyList<(string Question, string Value)> Answers)
{
    public void Fill(EntryModel model)
    {
        model.Template = Key;
        model.Kind ??= Kind;
        model.Lane ??= Lane.Governed;
        model.ApplicationType = Filled(model.ApplicationType, ApplicationType);
        model.OutputType = Filled(model.OutputType, OutputType);
        model.HumanInvolvement ??= HumanInvolvement;
        model.Autonomy ??= Autonomy;
        model.KnownLimitations = Filled(model.KnownLimitations, Limits);
        foreach (var (question, value) in Answers.Where(answer => model.Answers[answer.Question].Count == 0))
            if (Questionnaires.Of(model.Answers.Questionnaire).Questions.Change(model.Answers, question, [value]).Succeeded(out var answers, out _))
                model.Answers = answers;
    }

    private static string Filled(string typed, string template) => typed.Length > 0 ? typed : template;
}

internal static class EntryTemplates
{
    public static IReadOnlyList<EntryTemplate> All { get; } =
    [
        new("score", "Score or prediction", "Ranks or rates people or cases, and somebody acts on it", SystemKind.ClassicMl, "Scorecard", "A probability",
            HumanInvolvement.ReviewsSomeCases, Autonomy.ActsAfterApproval, "Less reliable for cases that are rare in the training data. Wrong when the world moves away from it.",
            [("method", "learned"), ("autonomy", "approved")]),
        new("forecast", "Forecast", "Estimates quantities for planning", SystemKind.ClassicMl, "Forecast", "A quantity a day",
            HumanInvolvement.DecidesEachCase, Autonomy.Advises, "Holidays and one-off events are missed.",
            [("method", "learned"), ("autonomy", "advises"), ("people", "nothing")]),
        new("recommendation", "Recommendation", "Suggests products or content to people", SystemKind.ClassicMl, "Recommender", "A ranked list",
            HumanInvolvement.None, Autonomy.ActsAlone, "Shows people more of what they chose before. New products are passed over.",
            [("method", "learned"), ("autonomy", "alone"), ("people", "annoyance"), ("reach", "customers")]),
        new("detection", "Detection in real time", "Stops or flags what looks wrong while it happens", SystemKind.ClassicMl, "Real-time scoring", "Stop, flag or pass",
            HumanInvolvement.ReviewsSomeCases, Autonomy.ActsAlone, "Slow to learn a new pattern. Honest cases are stopped now and then.",
            [("method", "learned"), ("autonomy", "alone")]),
        new("chat", "Chatbot", "Talks to customers or staff", SystemKind.Generative, "Chatbot", "Text",
            HumanInvolvement.None, Autonomy.ActsAlone, "Can state what is not so. Can be led off its subject.",
            [("method", "opaque"), ("autonomy", "alone"), ("contact", "interacts")]),
        new("extraction", "Reading documents", "Takes facts out of documents for people to use", SystemKind.Generative, "Document extraction", "Fields with a confidence",
            HumanInvolvement.ReviewsSomeCases, Autonomy.Advises, "Poor scans and unusual layouts are read wrongly.",
            [("method", "opaque"), ("autonomy", "advises")]),
        new("assistant", "Assistant for staff", "Helps to write, summarise or code", SystemKind.Generative, "Assistant", "Text or code",
            HumanInvolvement.DecidesEachCase, Autonomy.Advises, "Can state what is not so; whoever uses it answers for the result.",
            [("method", "opaque"), ("autonomy", "advises"), ("reach", "organisation")]),
        new("agent", "Agent with tools", "Plans steps and acts in other systems", SystemKind.Agentic, "Agent", "Actions in other systems",
            HumanInvolvement.ReviewsSomeCases, Autonomy.ActsAfterApproval, "A wrong step can be followed by others. What it reads can try to instruct it.",
            [("method", "agentic"), ("autonomy", "approved")]),
    ];
}

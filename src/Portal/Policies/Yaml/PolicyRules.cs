using Portal.Policies.Classification;
using Portal.Shared;
using YamlDotNet.RepresentationModel;

namespace Portal.Policies.Yaml;

/// <summary>What the sections of a policy must say of each other.</summary>
internal static class PolicyRules
{
    private static readonly string[] Sections = ["floors", "tiers", "approvals", "alerts", "budgets", "exceptions", "freezes", "calendar", "protectedAliases", "limits"];

    public static IEnumerable<Fault> FaultsOf(Policy policy, YamlMappingNode root) =>
        QuestionnaireFaults(policy).Concat(GateFaults(policy)).Concat(FlowFaults(policy)).Concat(StatementFaults(policy))
            .Select(fault => fault with { Message = $"{YamlFields.LineOf(PolicyYaml.Nearest(root, fault.Field))}{fault.Message}" });

    private static IEnumerable<Fault> QuestionnaireFaults(Policy policy)
    {
        if (!Questionnaires.Exists(policy.Questionnaire))
        {
            yield return new Fault("questionnaire", $"There is no questionnaire {policy.Questionnaire}.");
            yield break;
        }

        var questions = Questionnaires.Of(policy.Questionnaire).Questions;
        foreach (var floor in policy.Floors.Where(floor => floor.Question is not null))
        {
            if (questions.Find(floor.Question ?? "") is not { } question)
                yield return new Fault($"floors.{floor.Key}.question", $"Questionnaire {policy.Questionnaire} does not ask '{floor.Question}'.");
            else if (question.Find(floor.Answer ?? "") is null)
                yield return new Fault($"floors.{floor.Key}.answer", $"'{floor.Question}' has the answers {string.Join(", ", question.Choices.Select(choice => choice.Value))}.");
        }
    }

    /// <summary>A gate without a check that blocks lets everything through.</summary>
    private static IEnumerable<Fault> GateFaults(Policy policy) =>
        from tier in Enum.GetValues<RiskTier>()
        from target in new[] { Stage.Staging, Stage.Pilot, Stage.Production }
        where !policy.ChecksTo(target, tier).Any(check => check.Severity == Severity.Block)
        select new Fault("checks", $"No check blocks the way of Tier {tier} to {target}: a gate without one decides nothing.");

    private static IEnumerable<Fault> FlowFaults(Policy policy)
    {
        var keys = policy.Flows.Select(flow => flow.Key).ToHashSet();
        foreach (var choice in policy.Approvals.Where(choice => !keys.Contains(choice.Flow)))
            yield return new Fault($"approvals.{choice.Tier}.{choice.Target?.ToString() ?? "minor"}", $"There is no flow '{choice.Flow}'.");

        foreach (var flow in policy.Flows)
        {
            foreach (var board in flow.Steps.Select(step => step.Board).OfType<BoardRule>())
            {
                var at = $"flows.{flow.Key}.steps.Board";
                if (board.Seats.Count == 0 || board.Seats.Distinct().Count() < board.Seats.Count)
                    yield return new Fault($"{at}.seats", "Name the seats, each once.");
                if (board.Approvals > board.Seats.Count)
                    yield return new Fault($"{at}.approvals", $"There are {board.Seats.Count} seats.");
                if (board.OneOf.Except(board.Seats).FirstOrDefault() is { } stranger)
                    yield return new Fault($"{at}.oneOf", $"'{stranger}' is none of its seats.");
            }
        }
    }

    private static IEnumerable<Fault> StatementFaults(Policy policy)
    {
        var enforcing = Sections.Concat(policy.Cards.Count > 0 ? ["cards"] : []).Append("emergency").Append("pilot").Concat(policy.Checks.Select(check => $"checks.{check.Key}")).Concat(policy.Flows.Select(flow => $"flows.{flow.Key}"))
            .Concat(policy.Limits.Select(limit => $"limits.{limit.Key}")).Concat(policy.Floors.Select(floor => $"floors.{floor.Key}")).ToHashSet();
        return
            from statement in policy.Statements
            from enforcer in statement.EnforcedBy
            where !enforcing.Contains(enforcer)
            select new Fault($"statements.{statement.Key}.enforcedBy", $"'{enforcer}' is nothing in this policy; a check is named as checks.accuracy.");
    }
}

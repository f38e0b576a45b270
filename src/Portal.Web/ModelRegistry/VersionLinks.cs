namespace Portal.Web.ModelRegistry;

/// <summary>Where a version is, in pages and in the API, and how one is declared.</summary>
internal static class VersionLinks
{
    public static string Page(string system, string label) => $"register/{system}/versions/{Uri.EscapeDataString(label)}";

    /// <summary>Its runs and documents.</summary>
    public static string Evaluations(string system, string label) => $"{Page(system, label)}?tab=evaluations";

    /// <summary>One of its runs, by its number.</summary>
    public static string Run(string system, string label, int number) => $"{Page(system, label)}/runs/{number}";

    /// <summary>One of its judged runs, by its number.</summary>
    public static string Judgement(string system, string label, int number) => $"{Page(system, label)}/judgements/{number}";

    /// <summary>What was declared of it.</summary>
    public static string Contents(string system, string label) => $"{Page(system, label)}?tab=contents";

    public static string Compare(string system, string label, string with) => $"{Page(system, label)}?tab=compare&with={Uri.EscapeDataString(with)}";

    public static string Api(string root, string system, string label) => $"{root}api/v1/systems/{system}/versions/{Uri.EscapeDataString(label)}";

    public static string DeclareCommand(string root, string system) => $$"""
        curl "{{root}}api/v1/systems/{{system}}/versions" \
          -H "Authorization: Bearer $PORTAL_TOKEN" -H "Content-Type: application/json" -d '{
            "label": "v1.0",
            "artefact": {"kind": "Model", "name": "scorecard"},
            "artifacts": [{"name": "model.bin", "size": '$(stat -c %s model.bin)', "sha256": "sha256:'$(sha256sum model.bin | cut -c1-64)'"}],
            "trainingData": [{"name": "Loans", "digest": "sha256:'$(sha256sum train.csv | cut -c1-64)'", "from": "2024-01-01", "to": "2025-12-31"}],
            "hyperparameters": {"trees": 400, "depth": 6}, "seed": 42, "codeCommit": "'$(git rev-parse HEAD)'",
            "contributors": ["developer@example.org"]}'
        curl -T model.bin "{{root}}api/v1/systems/{{system}}/versions/v1.0/artifacts/model.bin" \
          -H "Authorization: Bearer $PORTAL_TOKEN"
        """;
}

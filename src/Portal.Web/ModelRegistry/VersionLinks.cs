namespace Portal.Web.ModelRegistry;

/// <summary>Where a version is, in pages and in the API, and how one is declared.</summary>
internal static class VersionLinks
{
    public static string Page(string system, string label) => $"register/{system}/versions/{Uri.EscapeDataString(label)}";

    /// <summary>Its runs and documents.</summary>
    public static string Evaluations(string system, string label) => $"{Page(system, label)}?tab=evaluations";

    /// <summary>One of its runs, by its number.</summary>
    public static string Run(string system, string label, int number) => $"{Page(system, label)}/runs/{number}";

    public static string Api(string root, string system, string label) => $"{root}api/v1/systems/{system}/versions/{Uri.EscapeDataString(label)}";

    public static string DeclareCommand(string root, string system) => $$"""
        curl "{{root}}api/v1/systems/{{system}}/versions" \
          -H "Authorization: Bearer $PORTAL_TOKEN" -H "Content-Type: application/json" -d '{
            "label": "v1.0",
            "artefact": {"kind": "Model", "name": "scorecard"},
            "artifacts": [{"name": "model.bin", "size": '$(stat -c %s model.bin)', "sha256": "sha256:'$(sha256sum model.bin | cut -c1-64)'"}],
            "contributors": ["developer@example.org"]}'
        curl -T model.bin "{{root}}api/v1/systems/{{system}}/versions/v1.0/artifacts/model.bin" \
          -H "Authorization: Bearer $PORTAL_TOKEN"
        """;
}

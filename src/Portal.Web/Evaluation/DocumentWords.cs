using Portal.Policies;

namespace Portal.Web.Evaluation;

internal static class DocumentWords
{
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.ValidationReport => "Validation report",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

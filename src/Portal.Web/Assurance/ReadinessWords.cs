using Portal.Assurance;
using Portal.Web.ModelRegistry;
using Portal.Web.ModelRegistry.CardPages;
using Portal.Web.Register.Filing;
using Portal.Web.Ui;

namespace Portal.Web.Assurance;

/// <summary>How readiness reads, and where each of its items is mended.</summary>
internal static class ReadinessWords
{
    /// <summary>The one place where a state has its word and its shape.</summary>
    public static (string Word, VerdictKind Kind) Look(ReadinessState state) => state switch
    {
        ReadinessState.Met => ("Met", VerdictKind.Pass),
        ReadinessState.Lacks => ("Lacks", VerdictKind.Fail),
        ReadinessState.Tolerated => ("Tolerated", VerdictKind.Warn),
        ReadinessState.NotChecked => ("Not checked", VerdictKind.NoData),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Summary(Readiness readiness) => readiness.Lacking.Count() switch
    {
        0 => "Nothing lacks that the portal checks",
        var count => $"{count} of {readiness.Items.Count(item => item.State != ReadinessState.NotChecked)} lack",
    };

    public static VerdictKind KindOf(Readiness readiness) =>
        readiness.Lacking.Any() ? VerdictKind.Fail : readiness.Of(ReadinessState.Tolerated).Any() ? VerdictKind.Warn : VerdictKind.Pass;

    /// <summary>Where a reader mends it or sees it; null where nobody needs to go.</summary>
    public static string? HrefOf(Readiness readiness, ReadinessItem item, bool mayEdit) => item.Place switch
    {
        ReadinessPlace.Entry => $"register/{readiness.Code}{(item.At is { } part ? $"#{part}" : "")}",
        ReadinessPlace.Field when mayEdit && item.At is { } field => $"register/{readiness.Code}/edit?step={FilingStep.Of(field).Key}#{field}",
        ReadinessPlace.Field => $"register/{readiness.Code}?tab={(item.At == "raci" ? "raci" : "use")}",
        ReadinessPlace.Versions => $"register/{readiness.Code}?tab=versions",
        ReadinessPlace.Version => VersionLinks.Page(readiness.Code, item.At ?? readiness.Version ?? ""),
        ReadinessPlace.Card => CardWords.Page(readiness.Code, item.At ?? readiness.Version ?? ""),
        ReadinessPlace.Monitoring => $"monitoring/{readiness.Code}",
        ReadinessPlace.Finding => $"findings/{item.At}",
        ReadinessPlace.Findings => $"register/{readiness.Code}?tab=findings",
        ReadinessPlace.Exception => $"exceptions/{item.At}",
        ReadinessPlace.Signers => "settings/seats",
        ReadinessPlace.Policy => "policies",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item.Place, null),
    };
}

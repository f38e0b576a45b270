using System.Text.Json.Serialization;
using Portal.Statistics.Drift;

namespace Portal.Web.Api.Computing;

/// <summary>What is posted to compare two sets of values; read by <see cref="PostedLists"/>, named here for the API's description.</summary>
internal sealed record DriftBody(IReadOnlyList<object?> Reference, IReadOnlyList<object?> Current, DriftKind Kind);

[JsonConverter(typeof(JsonStringEnumConverter<DriftKind>))]
internal enum DriftKind
{
    [JsonStringEnumMemberName("numeric")] Numeric = 1,
    [JsonStringEnumMemberName("categorical")] Categorical,
}

/// <summary>Every figure of two sets of values under its usual short name; null where it does not apply.</summary>
internal sealed record DriftAnswer
{
    [JsonPropertyName("reference_n")] public required long ReferenceN { get; init; }
    [JsonPropertyName("reference_missing")] public required long ReferenceMissing { get; init; }
    [JsonPropertyName("reference_invalid")] public required long ReferenceInvalid { get; init; }
    [JsonPropertyName("current_n")] public required long CurrentN { get; init; }
    [JsonPropertyName("current_missing")] public required long CurrentMissing { get; init; }
    [JsonPropertyName("current_invalid")] public required long CurrentInvalid { get; init; }
    [JsonPropertyName("insufficient")] public bool Insufficient => Divergences is null;
    [JsonPropertyName("bins")] public int? Bins { get; init; }
    [JsonPropertyName("bins_used")] public int? BinsUsed => Divergences?.Stability.BinsUsed;
    [JsonPropertyName("psi")] public double? Psi => Divergences?.Stability.Psi;
    [JsonPropertyName("psi_floor")] public double? PsiFloor => Divergences?.PsiFloor;
    [JsonPropertyName("psi_raw")] public double? PsiRaw => Divergences?.PsiRaw;
    [JsonPropertyName("kl_cur_ref")] public double? KlCurrentReference => Divergences?.KlCurrentReference;
    [JsonPropertyName("kl_ref_cur")] public double? KlReferenceCurrent => Divergences?.KlReferenceCurrent;
    [JsonPropertyName("js_distance")] public double? JsDistance => Divergences?.JsDistance;
    [JsonPropertyName("js_divergence")] public double? JsDivergence => Divergences?.JsDivergence;
    [JsonPropertyName("hellinger")] public double? Hellinger => Divergences?.Hellinger;
    [JsonPropertyName("total_variation")] public double? TotalVariation => Divergences?.TotalVariation;
    [JsonPropertyName("binned_ks")] public double? BinnedKs => Divergences?.BinnedKs;
    [JsonPropertyName("ks")] public double? Ks => KolmogorovSmirnov?.Statistic;
    [JsonPropertyName("ks_p_stephens")] public double? KsPStephens => KolmogorovSmirnov?.PStephens;
    [JsonPropertyName("ks_p_limit")] public double? KsPLimit => KolmogorovSmirnov?.PLimit;
    [JsonPropertyName("ks_p_exact")] public double? KsPExact => KolmogorovSmirnov?.PExact;
    [JsonPropertyName("wasserstein")] public double? Distance => Wasserstein?.Distance;
    [JsonPropertyName("wasserstein_norm")] public double? DistanceNormalised => Wasserstein?.Normalised;
    [JsonPropertyName("mean_ref")] public double? MeanReference { get; init; }
    [JsonPropertyName("mean_cur")] public double? MeanCurrent { get; init; }
    [JsonPropertyName("std_ref_ddof1")] public double? DeviationReference { get; init; }
    [JsonPropertyName("std_cur_ddof1")] public double? DeviationCurrent { get; init; }
    [JsonPropertyName("chi2")] public double? ChiSquareStatistic => ChiSquare?.Statistic;
    [JsonPropertyName("df")] public int? DegreesOfFreedom => ChiSquare?.DegreesOfFreedom;
    [JsonPropertyName("p")] public double? P => ChiSquare?.P;
    [JsonPropertyName("cramers_v")] public double? CramersV => ChiSquare?.CramersV;
    [JsonPropertyName("min_expected")] public double? MinimumExpected => ChiSquare?.MinimumExpected;
    [JsonPropertyName("chi2_gof")] public double? Fit => ChiSquare?.Fit?.Statistic;
    [JsonPropertyName("chi2_gof_p")] public double? FitP => ChiSquare?.Fit?.P;
    [JsonPropertyName("unseen")] public IReadOnlyList<string>? Unseen { get; init; }
    [JsonPropertyName("unseen_rate")] public double? UnseenRate { get; init; }

    [JsonIgnore] public Divergences? Divergences { get; init; }
    [JsonIgnore] public KolmogorovSmirnov? KolmogorovSmirnov { get; init; }
    [JsonIgnore] public Wasserstein? Wasserstein { get; init; }
    [JsonIgnore] public ChiSquare? ChiSquare { get; init; }

    public static DriftAnswer Of(NumericDrift drift) => new()
    {
        ReferenceN = drift.Reference.Rows,
        ReferenceMissing = drift.Reference.Missing,
        ReferenceInvalid = drift.Reference.Invalid,
        CurrentN = drift.Current.Rows,
        CurrentMissing = drift.Current.Missing,
        CurrentInvalid = drift.Current.Invalid,
        Bins = drift.Divergences is null ? null : drift.ReferenceCounts.Count,
        Divergences = drift.Divergences,
        KolmogorovSmirnov = drift.KolmogorovSmirnov,
        Wasserstein = drift.Wasserstein,
        MeanReference = drift.Reference.Mean,
        MeanCurrent = drift.Current.Mean,
        DeviationReference = drift.Reference.StandardDeviation,
        DeviationCurrent = drift.Current.StandardDeviation,
    };

    public static DriftAnswer Of(CategoricalDrift drift) => new()
    {
        ReferenceN = drift.Bins.ReferenceRows,
        ReferenceMissing = drift.Bins.ReferenceMissing,
        ReferenceInvalid = drift.Bins.ReferenceInvalid,
        CurrentN = drift.Current.Rows,
        CurrentMissing = drift.Current.Missing,
        CurrentInvalid = drift.Current.Invalid,
        Bins = drift.Divergences is null ? null : drift.Bins.Size,
        Divergences = drift.Divergences,
        ChiSquare = drift.ChiSquare,
        Unseen = drift.Unseen,
        UnseenRate = drift.UnseenRate?.Value,
    };
}

using Microsoft.AspNetCore.Mvc;
using Portal.Shared;
using Portal.Statistics.Drift;

namespace Portal.Web.Api.Computing;

/// <summary>The portal's statistics for whoever wants to check them, or to use them: numbers in, figures out. Nothing is kept.</summary>
internal static class StatisticsApi
{
    // Two lists of a million numbers with all their digits.
    private const int LargestBody = 48 * 1024 * 1024;

    private const string OfDrift = """
        How far 'current' is from 'reference': one flat object, null where a figure does not apply to the kind, or a side has no usable value.

        numeric: numbers; null and "NaN" are missing, "Infinity" and "-Infinity" invalid; both are counted and left out. Bins are the reference's deciles
        (type 7), one more for a decile that occurs twice, or one a value when there are 20 distinct ones at most. categorical: texts, null is missing; one bin
        a category of the reference (the 10,000 most frequent), and 'other'. psi, kl_cur_ref and kl_ref_cur (nats) are smoothed by half a count a bin;
        js_distance (base 2), hellinger and total_variation are of raw shares; ks and wasserstein of the values themselves; ks_p_stephens is Stephens' approximation;
        chi2 is the test of homogeneity without correction, with df and p. reference_n and current_n count all values, missing and invalid ones included.
        """;

    private const string OfRows = """
        What predictions are worth beside what was right, each figure with its interval at 95 %, what it rests on and how the interval was made; null where it does not apply.

        What the rows hold decides, unless 'kind' does. Whole numbers of which y and prediction together hold at most two, and texts, are classes: accuracy (Wilson) over all
        of them; precision, recall (Wilson) and f1 (delta method) of the positive class, which is 'positive', else 1 of 0 and 1, the greater of two other numbers, or
        the one of two words that says yes (1, true, yes, positive). Where none is positive, these three are means over the classes, each weighing the same (bootstrap
        with a fixed seed under 20,000 rows, batch means above). 'score' is of the positive class: auc (DeLong); log_loss (normal theory) and ece (ten bands; bootstrap or
        batch means) when all scores lie between 0 and 1. Other numbers are measured: rmse, mae, and mape as a share, over the rows whose y is not 0 (normal theory). Texts of which some y has four words or more are compared as
        texts: accuracy is the share that is the same to the letter; bleu (BLEU-4, mean over the texts) and rouge_l (F1 of the longest common subsequence, mean) take
        prediction as the candidate and y as the reference. 'texts' gives such pairs beside or without rows.

        fairness needs a positive class and 'group'. A group without the denominator of a rate is left out of that rate; a range over fewer than two groups is null.
        'privileged' is the largest group and 'unprivileged', of the others, the one that is selected least often, unless they are named.
        """;

    public static void MapStatisticsApi(this RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics").RequireAuthorization(nameof(Permission.Read)).WithTags("Statistics");
        statistics.MapPost("/drift", Drift).WithName("ComputeDrift")
            .WithSummary("The drift of two sets of values. Nothing is kept").WithDescription(OfDrift)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Reads<DriftBody>("application/json").Produces<DriftAnswer>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        statistics.MapPost("/evaluate", Evaluate).WithName("ComputeEvaluation")
            .WithSummary("The quality and the fairness of predictions. Nothing is kept").WithDescription(OfRows)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Reads<EvaluateBody>("application/json").Produces<EvaluateAnswer>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> Drift(HttpRequest request, Turns turns, CancellationToken ct) =>
        (await turns.Take(request, LargestBody, body => PostedObject.Of(body, "reference", "current", "kind").Succeeded(out var posted, out var refusal) ? DriftOf(posted) : refusal, ct))
            .ToHttp(answer => Results.Json(answer));

    private static async Task<IResult> Evaluate(HttpRequest request, Turns turns, CancellationToken ct) =>
        (await turns.Take(request, LargestBody, body => PostedObject.Of(body, PostedRows.Members).Succeeded(out var posted, out var refusal) ? EvaluationOf(posted, ct) : refusal, ct))
            .ToHttp(answer => Results.Json(answer));

    private static Result<DriftAnswer> DriftOf(PostedObject posted)
    {
        if (!posted.Word("kind").Succeeded(out var kind, out var refusal))
            return refusal;

        return kind switch
        {
            "numeric" => posted.NumbersWithGaps("reference").Succeeded(out var reference, out refusal) && posted.NumbersWithGaps("current").Succeeded(out var current, out refusal)
                ? DriftAnswer.Of(NumericDrift.Of(reference, current))
                : refusal,
            "categorical" => posted.WordsWithGaps("reference").Succeeded(out var reference, out refusal) && posted.WordsWithGaps("current").Succeeded(out var current, out refusal)
                ? DriftAnswer.Of(CategoricalDrift.Of(reference, current))
                : refusal,
            _ => new Invalid("kind", "It is numeric or categorical."),
        };
    }

    private static Result<EvaluateAnswer> EvaluationOf(PostedObject posted, CancellationToken ct) =>
        PostedRows.Read(posted).Succeeded(out var rows, out var refusal) ? Judgement.Of(rows, ct) : refusal;
}

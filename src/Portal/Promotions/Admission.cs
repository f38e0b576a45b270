using System.Globalization;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// Whether a version may run in a stage, by which promotion if it is one that says so, and until when where only what already runs may go on.
/// </summary>
internal sealed record Admission(bool Allowed, string Reason, Promotion? By = null, DateTimeOffset? Until = null)
{
    // Whoever has come further may also run in what lies behind; a version that left the way is on none of these.
    private static readonly List<Stage> Way = [Stage.Development, Stage.Staging, Stage.Pilot, Stage.Production];

    /// <summary>
    /// By the promotions of this version to this stage. What affects people takes one that holds; what does not goes by how far the version has come.
    /// The grace is for what ran when its promotion ended; there is none for what is yet to be started, or was suspended by then.
    /// </summary>
    public static Admission Of(ModelVersion version, Stage stage, IReadOnlyList<Promotion> promotions, TimeSpan grace, DateTimeOffset now)
    {
        if (version.Stage is not { } reached)
            return new Admission(false, $"{version.Label} is not sealed: not all of its bytes have come.");
        if (promotions.FirstOrDefault(promotion => Standing.Holds.Contains(promotion.State)) is { } held)
            return new Admission(true, $"{held.Code} is applied: {version.Label} may run in {stage}.", held);
        if (promotions.FirstOrDefault(promotion => promotion.State == PromotionState.Suspended) is { } stopped)
            return new Admission(false, Stopped(version, stage, stopped), stopped);
        if (stage is Stage.Development or Stage.Staging && Way.IndexOf(reached) >= Way.IndexOf(stage))
            return new Admission(true, $"{version.Label} is in {reached}: it may run in {stage}.");
        if (promotions.Where(promotion => Standing.Ended.Contains(promotion.State) && promotion is { AppliedAt: not null, Suspension: null }).MaxBy(promotion => promotion.ChangedAt) is { } ended && now < ended.ChangedAt + grace)
            return new Admission(true, $"{ended.Code} is {ended.State} since {Utc(ended.ChangedAt)}: {version.Label} may not be started in {stage} any more; what already runs may go on until {Utc(ended.ChangedAt + grace)}.", ended, ended.ChangedAt + grace);

        return promotions.MaxBy(promotion => promotion.SubmittedAt) is { } last
            ? new Admission(false, $"{last.Code} is {last.State}: {version.Label} may not run in {stage}.", last)
            : new Admission(false, $"{version.Label} was never promoted to {stage}: it may not run there.");
    }

    private static string Stopped(ModelVersion version, Stage stage, Promotion promotion) => promotion.Suspension is { } suspension
        ? $"{promotion.Code} is suspended since {Utc(suspension.At)}: {version.Label} may not run in {stage}. In its place: {suspension.Fallback} Why: {suspension.Reason}"
        : $"{promotion.Code} is suspended: {version.Label} may not run in {stage}.";

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

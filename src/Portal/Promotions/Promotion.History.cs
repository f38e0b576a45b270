namespace Portal.Promotions;

/// <summary>How it stood before, and since when it stands as it does.</summary>
public sealed partial class Promotion
{
    private readonly List<PromotionRevision> _revisions = [];
    private readonly List<PromotionRound> _rounds = [];

    /// <summary>Whoever changes a request reads the last one with it (<see cref="StoodPromotions.ToChange"/>): the change ends it.</summary>
    public IReadOnlyList<PromotionRevision> Revisions => _revisions;

    /// <summary>Those that were begun since it was read; the others stay where they are.</summary>
    public IReadOnlyList<PromotionRound> Rounds => _rounds;

    /// <summary>What was frozen just now is what it is decided on from here on.</summary>
    private void BeginRound() => _rounds.Add(PromotionRound.Of(this, Round + 1));

    private int Round => _rounds is [.., var begun] ? begun.Number : Last.Stands.Round;

    private PromotionRevision Last => _revisions.Find(revision => revision.ValidTo is null)
        ?? throw new InvalidOperationException($"{Code} was read without how it stands, and cannot be changed.");

    /// <summary>Every change ends here: from now on it stands like this. An instant has one standing, the last; a clock that lags changes nothing in the order.</summary>
    private void Stand(DateTimeOffset now)
    {
        var (last, stands) = (Last, StandsNow());
        if (stands.IsLike(last.Stands))
            return;

        if (now <= last.ValidFrom)
        {
            last.Become(stands);
            return;
        }

        last.End(now);
        _revisions.Add(new PromotionRevision(Id, last.Number + 1, stands, now));
    }

    /// <summary>As it stands, for one that has no revisions yet.</summary>
    internal PromotionStanding Told() => StandsNow();

    private PromotionStanding StandsNow() => new()
    {
        State = State,
        Revision = Revision,
        Round = _revisions.Count == 0 ? 0 : Round,
        PolicyNumber = PolicyNumber,
        SubmittedAt = SubmittedAt,
        DueAt = DueAt,
        ExpiresAt = ExpiresAt,
        StepsDone = StepsDone,
        StepOpenedAt = StepOpenedAt,
        ClosesAt = ClosesAt,
        Standstill = Standstill,
        SubjectDigest = SubjectDigest,
        Series = Series,
        DecidedAt = DecidedAt,
        AppliedAt = AppliedAt,
        AppliedBy = AppliedBy,
        Conditions = Conditions,
        Suspension = Suspension,
        Removal = Removal,
        Emergency = Emergency,
        StaleFields = StaleFields,
        StaleBy = StaleBy,
        StaleTimes = StaleTimes,
        StaleByRequester = StaleByRequester,
    };

    /// <summary>The request as it stood at an instant, to be read like any other and never saved.</summary>
    internal Promotion AsItStood(PromotionRevision revision, PromotionRound? round, DateTimeOffset at)
    {
        var stands = revision.Stands;
        var stood = new Promotion
        {
            Id = Id,
            Code = Code,
            System = System,
            ModelVersion = ModelVersion,
            Target = Target,
            Reason = Reason,
            Terms = Terms,
            Requester = Requester,
            BegunAt = BegunAt,
            Version = Version,
            ChangedAt = revision.ValidFrom,
            Case = round?.Case ?? Case,
            Change = round?.Change,
            UnderApproval = round?.UnderApproval,
            Gate = round?.Gate ?? Gate,
            Subject = round?.Subject ?? Subject,
            Flow = round?.Flow ?? Flow,
            State = stands.State,
            Revision = stands.Revision,
            PolicyNumber = stands.PolicyNumber,
            SubmittedAt = stands.SubmittedAt,
            DueAt = stands.DueAt,
            ExpiresAt = stands.ExpiresAt,
            StepsDone = stands.StepsDone,
            StepOpenedAt = stands.StepOpenedAt,
            ClosesAt = stands.ClosesAt,
            Standstill = stands.Standstill,
            SubjectDigest = stands.SubjectDigest,
            Series = stands.Series,
            DecidedAt = stands.DecidedAt,
            AppliedAt = stands.AppliedAt,
            AppliedBy = stands.AppliedBy,
            Conditions = stands.Conditions,
            Suspension = stands.Suspension,
            Removal = stands.Removal,
            Emergency = stands.Emergency,
            StaleFields = stands.StaleFields,
            StaleBy = stands.StaleBy,
            StaleTimes = stands.StaleTimes,
            StaleByRequester = stands.StaleByRequester,
            Questions = [.. Questions.Where(question => question.At <= at).Select(question => question.AnsweredAt <= at ? question : question with { Answer = null, AnsweredBy = null, AnsweredByName = null, AnsweredAt = null })],
        };
        stood._votes.AddRange(_votes.Where(vote => vote.At <= at));
        return stood;
    }
}

using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>
/// A rule that does not hold for a time, and why somebody accepted that: the only form in which the portal tolerates anything. Never
/// edited: it is decided on, and ends.
/// </summary>
public sealed class RuleException : IVersioned
{
    public const int LongestSubject = 60;
    public const int LongestWhat = 400;

    private RuleException() { }

    public ExceptionId Id { get; private set; }

    /// <summary>EX-0001, from the sequence.</summary>
    public string Code { get; private set; } = "";

    public SystemId System { get; private set; }

    public ExceptionRule Rule { get; private set; }

    /// <summary>Which one of such rules, as the key of a check; empty where the system has but one.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The one version that it is for; absent when it is for all of the system.</summary>
    public VersionId? ModelVersion { get; private set; }

    /// <summary>What is tolerated, in words.</summary>
    public string What { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public string CompensatingControl { get; private set; } = "";

    /// <summary>Absent where it was part of a decision that asked for no request.</summary>
    public PersonId? RequestedBy { get; private set; }

    public DateTimeOffset? RequestedAt { get; private set; }

    public PersonId? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public ExceptionEnd? Ended { get; private set; }

    /// <summary>Who ended or declined it; absent when nobody had to.</summary>
    public PersonId? EndedBy { get; private set; }

    public string EndedBecause { get; private set; } = "";

    /// <summary>Whether it was said that its last day is near.</summary>
    public bool Reminded { get; private set; }

    public int Version { get; private set; }

    public ExceptionState State => (ApprovedAt, Ended) switch
    {
        (_, ExceptionEnd.Declined) => ExceptionState.Declined,
        (_, not null) => ExceptionState.Ended,
        (not null, _) => ExceptionState.Approved,
        _ => ExceptionState.Requested,
    };

    public DateOnly LastDay => DateOnly.FromDateTime(ExpiresAt.UtcDateTime.AddDays(-1));

    /// <summary>Over all that who signs it accepts.</summary>
    public Digest Content => Digest.Of(CanonicalJson.Object(
        ("code", Code), ("system", System.ToString()), ("rule", Rule.ToString()), ("subject", Subject), ("version", ModelVersion?.ToString() ?? ""), ("what", What),
        ("reason", Reason), ("control", CompensatingControl), ("until", Calendar.Text(LastDay)), ("requestedBy", RequestedBy?.ToString() ?? "")).ToBytes());

    internal static RuleException Of(string code, Toleration toleration, PersonId approver, DateTimeOffset now)
    {
        var exception = New(code, toleration, now);
        (exception.ApprovedBy, exception.ApprovedAt) = (approver, now);
        return exception;
    }

    public static RuleException Request(string code, Toleration toleration, PersonId requester, DateTimeOffset now)
    {
        var exception = New(code, toleration, now);
        (exception.RequestedBy, exception.RequestedAt) = (requester, now);
        return exception;
    }

    /// <summary>Whether it tolerates anything now, whatever the clock has done about it so far.</summary>
    public bool Holds(DateTimeOffset now) => State == ExceptionState.Approved && ExpiresAt > now;

    /// <summary>Why this person may not approve it, whatever their role; null when nothing stands against it.</summary>
    public string? WhyNotApprove(PersonId person, bool contributed) => ExceptionRules.WhyNotApprove(person, RequestedBy, contributed);

    public Refusal? Approve(PersonId person, bool contributed, Digest displayed, DateTimeOffset now)
    {
        if (WhyNot(person, contributed, displayed, now) is { } refusal)
            return refusal;

        (ApprovedBy, ApprovedAt) = (person, now);
        return null;
    }

    /// <summary>Why this signature is not taken.</summary>
    public Refusal? WhyNot(PersonId person, bool contributed, Digest displayed, DateTimeOffset now) =>
        !ExceptionMoves.CanMove(State, ExceptionState.Approved) ? new NotAllowed($"{Code} is {State.ToString().ToLowerInvariant()}: there is nothing to sign.")
        : WhyNotApprove(person, contributed) is { } why ? new Forbidden(why)
        : displayed != Content ? new Changed("What you read is not what stands here now.")
        : ExpiresAt <= now ? new NotAllowed($"The last day of {Code} is past: it is to be requested anew.")
        : null;

    /// <summary>By a person with a reason, or by the portal when nobody decided in time.</summary>
    public Refusal? Decline(PersonId? person, string reason, DateTimeOffset now)
    {
        if (!ExceptionMoves.CanMove(State, ExceptionState.Declined))
            return new NotAllowed($"{Code} is {State.ToString().ToLowerInvariant()}: only what is requested is declined.");

        Finish(ExceptionEnd.Declined, person, reason, now);
        return null;
    }

    public Refusal? Revoke(PersonId person, string reason, DateTimeOffset now)
    {
        if (!ExceptionMoves.CanMove(State, ExceptionState.Ended))
            return new NotAllowed($"{Code} is {State.ToString().ToLowerInvariant()}: only what holds is ended.");

        Finish(ExceptionEnd.Revoked, person, reason, now);
        return null;
    }

    internal void End(ExceptionEnd how, DateTimeOffset now)
    {
        if (State == ExceptionState.Approved)
            Finish(how, null, "", now);
    }

    internal void Remind() => Reminded = true;

    /// <summary>What was known of it at an instant; to be read, and never saved.</summary>
    internal RuleException AsItStood(DateTimeOffset at)
    {
        var stood = (RuleException)MemberwiseClone();
        if (!(ApprovedAt <= at))
            (stood.ApprovedBy, stood.ApprovedAt) = (null, null);
        if (!(EndedAt <= at))
            (stood.EndedAt, stood.Ended, stood.EndedBy, stood.EndedBecause) = (null, null, null, "");
        return stood;
    }

    private void Finish(ExceptionEnd how, PersonId? by, string because, DateTimeOffset now) => (EndedAt, Ended, EndedBy, EndedBecause) = (now, how, by, because);

    private static RuleException New(string code, Toleration toleration, DateTimeOffset now) => new()
    {
        Id = ExceptionId.New(now),
        Code = code,
        System = toleration.System,
        Rule = toleration.Rule,
        Subject = toleration.Subject,
        ModelVersion = toleration.ModelVersion,
        What = toleration.What,
        Reason = toleration.Reason,
        CompensatingControl = toleration.Terms.CompensatingControl,
        ExpiresAt = toleration.Terms.ExpiresAt,
    };
}

/// <summary>What is to be tolerated of which system, and on what terms.</summary>
public sealed record Toleration(SystemId System, string SystemCode, ExceptionRule Rule, string What, string Reason, ExceptionTerms Terms)
{
    public string Subject { get; init; } = "";

    public VersionId? ModelVersion { get; init; }
}

/// <summary>Who approves, once for the aggregate and for the pages that ask before offering it.</summary>
internal static class ExceptionRules
{
    public static string? WhyNotApprove(PersonId person, PersonId? requestedBy, bool contributed) =>
        person == requestedBy ? "You requested it: somebody else signs it."
        : contributed ? "You contributed to the version: somebody else signs it."
        : null;
}

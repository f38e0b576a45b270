using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>
/// A rule that does not hold for a time, and why somebody accepted that: the only form in which the portal tolerates anything. Never
/// edited: it ends.
/// </summary>
public sealed class RuleException : IVersioned
{
    private RuleException() { }

    public ExceptionId Id { get; private set; }

    /// <summary>EX-0001, from the sequence.</summary>
    public string Code { get; private set; } = "";

    public SystemId System { get; private set; }

    public ExceptionRule Rule { get; private set; }

    /// <summary>What is tolerated, in words.</summary>
    public string What { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public string CompensatingControl { get; private set; } = "";

    public PersonId ApprovedBy { get; private set; }

    public DateTimeOffset ApprovedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public ExceptionEnd? Ended { get; private set; }

    public int Version { get; private set; }

    internal static RuleException Of(string code, Toleration toleration, PersonId approver, DateTimeOffset now) => new()
    {
        Id = ExceptionId.New(now),
        Code = code,
        System = toleration.System,
        Rule = toleration.Rule,
        What = toleration.What,
        Reason = toleration.Reason,
        CompensatingControl = toleration.Terms.CompensatingControl,
        ApprovedBy = approver,
        ApprovedAt = now,
        ExpiresAt = toleration.Terms.ExpiresAt,
    };

    internal void End(ExceptionEnd how, DateTimeOffset now)
    {
        if (EndedAt is null)
            (EndedAt, Ended) = (now, how);
    }
}

/// <summary>What can be tolerated.</summary>
public enum ExceptionRule
{
    /// <summary>A tier or legal class lower than the answers give.</summary>
    Classification = 1,
}

public enum ExceptionEnd
{
    /// <summary>Its last day has passed.</summary>
    Expired = 1,

    /// <summary>Somebody decided anew on what it was about.</summary>
    Replaced,
}

/// <summary>What is to be tolerated of which system, and on what terms.</summary>
public sealed record Toleration(SystemId System, string SystemCode, ExceptionRule Rule, string What, string Reason, ExceptionTerms Terms);

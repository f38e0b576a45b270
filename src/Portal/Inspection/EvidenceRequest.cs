using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>
/// Something an inspector wants to see: asked of the owners of a system or of risk, answered by them, and accepted or returned by who
/// asked. Never edited: each act adds a step.
/// </summary>
public sealed class EvidenceRequest : IVersioned
{
    public const int LongestTitle = 160;
    public const int LongestText = 4000;
    public const int LongestAbout = 200;
    public const int LongestSource = 500;
    public const int MostDays = 365;

    private readonly List<RequestStep> _steps = [];

    private EvidenceRequest() { }

    public EvidenceRequestId Id { get; private set; }

    /// <summary>RQ-0001, from the sequence.</summary>
    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>What it came from, as a line of a sample: SP-0001.</summary>
    public string About { get; private set; } = "";

    public AskedOf AskedOf { get; private set; }

    /// <summary>Whose owners are asked, or what risk is asked about; absent when it is about no system.</summary>
    public SystemId? System { get; private set; }

    public DateOnly Due { get; private set; }

    public PersonId AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public RequestState State { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<RequestStep> Steps => _steps;

    /// <summary>When the last day was said.</summary>
    internal DateTimeOffset DueSetAt => _steps.Where(step => step.Act is RequestAct.Asked or RequestAct.Returned).Max(step => step.At);

    internal static EvidenceRequest Ask(string code, NewRequest what, SystemId? system, PersonId by, DateTimeOffset now)
    {
        var request = new EvidenceRequest
        {
            Id = EvidenceRequestId.New(now),
            Code = code,
            Title = what.Title,
            Text = what.Text,
            About = what.About,
            AskedOf = what.AskedOf,
            System = system,
            Due = what.Due,
            AskedBy = by,
            AskedAt = now,
            State = RequestState.Open,
        };
        request.Add(RequestAct.Asked, by, "", "", now);
        return request;
    }

    internal Refusal? Answer(PersonId person, string words, string source, DateTimeOffset now) =>
        person == AskedBy ? new Forbidden($"You asked {Code}: somebody else answers it.") : Go(RequestState.Answered, RequestAct.Answered, person, words, source, now);

    internal Refusal? Accept(PersonId person, string words, DateTimeOffset now) => Go(RequestState.Accepted, RequestAct.Accepted, person, words, "", now);

    /// <summary>It is not what was asked for, or not enough: whoever answered goes on, until another day.</summary>
    internal Refusal? Return(PersonId person, string words, DateOnly due, DateTimeOffset now)
    {
        if (Go(RequestState.Returned, RequestAct.Returned, person, words, "", now) is { } refusal)
            return refusal;

        Due = due;
        return null;
    }

    internal Refusal? Withdraw(PersonId person, string words, DateTimeOffset now) => Go(RequestState.Withdrawn, RequestAct.Withdrawn, person, words, "", now);

    private Refusal? Go(RequestState to, RequestAct act, PersonId by, string words, string source, DateTimeOffset now)
    {
        if (!RequestMoves.CanMove(State, to))
            return new NotAllowed($"{Code} is {State.ToString().ToLowerInvariant()}: it cannot be {to.ToString().ToLowerInvariant()} now.");

        State = to;
        Add(act, by, words, source, now);
        return null;
    }

    private void Add(RequestAct act, PersonId by, string words, string source, DateTimeOffset now) =>
        _steps.Add(new RequestStep(_steps.Count + 1, act, by, words, source, now));
}

/// <summary>One act on a request, with its words.</summary>
public sealed class RequestStep
{
    private RequestStep() { }

    internal RequestStep(int number, RequestAct act, PersonId by, string words, string source, DateTimeOffset now) =>
        (Number, Act, By, Words, Source, At) = (number, act, by, words, source, now);

    public EvidenceRequestId Request { get; private set; }

    public int Number { get; private set; }

    public RequestAct Act { get; private set; }

    public PersonId By { get; private set; }

    public string Words { get; private set; } = "";

    /// <summary>Where what was answered can be seen: an address, or a code of the portal.</summary>
    public string Source { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>Who is to answer.</summary>
public enum AskedOf { Owners = 1, Risk }

public enum RequestAct { Asked = 1, Answered, Returned, Accepted, Withdrawn }

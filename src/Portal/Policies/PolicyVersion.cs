using System.Text;
using Portal.Data;
using Portal.Policies.Yaml;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>One version of the policy, from its draft on. There is at most one draft; a published version is never edited.</summary>
public sealed class PolicyVersion : IVersioned
{
    public const int LongestReason = 2000;

    private readonly List<PolicyEditor> _editors = [];

    private PolicyVersion() { }

    public PolicyId Id { get; private set; }

    /// <summary>Taken when it is published.</summary>
    public int? Number { get; private set; }

    public PolicyState State { get; private set; }

    public string Yaml { get; private set; } = "";

    /// <summary>Over the text as it stands; what is simulated, proposed and published is this text.</summary>
    public Digest Digest { get; private set; } = Digest.Of([]);

    /// <summary>The published version that it was drafted from; absent for the first.</summary>
    public int? BasedOn { get; private set; }

    public DateTimeOffset BegunAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId? ProposedBy { get; private set; }

    public DateTimeOffset? ProposedAt { get; private set; }

    public string Remarks { get; private set; } = "";

    public PersonId? PublishedBy { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Allows something that the version before did not.</summary>
    public bool Loosens { get; private set; }

    public OpenRequests OpenRequests { get; private set; } = OpenRequests.Keep;

    /// <summary>What the text of this digest would change, as it was computed; absent while nobody has asked.</summary>
    public Digest? Simulated { get; private set; }

    public DateTimeOffset? SimulatedAt { get; private set; }

    public string Simulation { get; private set; } = "";

    /// <summary>How many of its expiry notices were sent.</summary>
    public int Notices { get; private set; }

    public int Version { get; private set; }

    /// <summary>Everybody who changed the draft: none of them is the second person.</summary>
    public IReadOnlyList<PolicyEditor> Editors => _editors;

    public bool IsOpen => State is PolicyState.Draft or PolicyState.Proposed;

    /// <summary>Nobody decides on a text whose effects were not computed.</summary>
    public bool IsSimulated => Simulated == Digest;

    public static Digest DigestOf(string yaml) => Digest.Of(Encoding.UTF8.GetBytes(yaml));

    /// <summary>Policy 1, by whoever sets the portal up.</summary>
    public static PolicyVersion Adopt(string yaml, PersonId? by, DateTimeOffset now) => new()
    {
        Id = PolicyId.New(now),
        Number = 1,
        State = PolicyState.Published,
        Yaml = yaml,
        Digest = DigestOf(yaml),
        BegunAt = now,
        ChangedAt = now,
        Reason = "Adopted at set-up, as it comes with the portal.",
        PublishedBy = by,
        PublishedAt = now,
    };

    public static PolicyVersion Begin(PolicyVersion current, PersonId by, DateTimeOffset now)
    {
        var draft = new PolicyVersion
        {
            Id = PolicyId.New(now),
            State = PolicyState.Draft,
            Yaml = current.Yaml,
            Digest = current.Digest,
            BasedOn = current.Number,
            BegunAt = now,
            ChangedAt = now,
        };
        draft._editors.Add(new PolicyEditor(by, now));
        return draft;
    }

    /// <summary>The rules in this text; a published one always has them.</summary>
    public Result<Policy> Rules() => PolicyYaml.Read(Yaml, Number ?? (BasedOn ?? 0) + 1);

    /// <summary>A text is kept as it was typed, faults and all: they are shown, and proposing waits for their end.</summary>
    public Refusal? Edit(string yaml, Digest displayed, PersonId by, DateTimeOffset now)
    {
        if (State != PolicyState.Draft)
            return new NotAllowed($"It is {State}: only a draft is changed.");
        if (displayed != Digest)
            return new Changed("Somebody changed the draft since you read it. Read it again; your text is kept here.");
        if (yaml.Length > PolicyYaml.LongestText)
            return new Invalid("yaml", $"At most {PolicyYaml.LongestText} characters.");

        (Yaml, Digest, ChangedAt) = (yaml, DigestOf(yaml), now);
        if (_editors.All(editor => editor.Person != by))
            _editors.Add(new PolicyEditor(by, now));
        return null;
    }

    public void Keep(Digest simulated, string simulation, DateTimeOffset now) => (Simulated, Simulation, SimulatedAt) = (simulated, simulation, now);

    /// <summary>Why it cannot be proposed yet.</summary>
    public Refusal? WhyNotPropose(Digest displayed, string reason) =>
        State != PolicyState.Draft ? new NotAllowed($"It is {State}: only a draft is proposed.")
        : displayed != Digest ? new Changed("Somebody changed the draft since you read it.")
        : Rules().Refusal is { } faults ? faults
        : !IsSimulated ? new NotAllowed("Simulate it first: who publishes decides on what it changes.")
        : string.IsNullOrWhiteSpace(reason) ? new Invalid("reason", "Say why the rules change.")
        : reason.Length > LongestReason ? new Invalid("reason", $"At most {LongestReason} characters.")
        : null;

    public void Propose(PersonId by, string reason, OpenRequests openRequests, bool loosens, DateTimeOffset now)
    {
        Move(PolicyState.Proposed, now);
        (ProposedBy, ProposedAt, Reason, OpenRequests, Loosens, Remarks) = (by, now, reason, openRequests, loosens, "");
    }

    /// <summary>Back to its authors, by the second person with remarks or by who proposed it.</summary>
    public Refusal? Return(PersonId by, string remarks, DateTimeOffset now)
    {
        if (State != PolicyState.Proposed)
            return new NotAllowed($"It is {State}: only a proposal is sent back.");
        if (by != ProposedBy && string.IsNullOrWhiteSpace(remarks))
            return new Invalid("remarks", "Say what should change.");
        if (remarks.Length > LongestReason)
            return new Invalid("remarks", $"At most {LongestReason} characters.");

        Move(PolicyState.Draft, now);
        Remarks = remarks;
        return null;
    }

    /// <summary>Why this person does not publish it.</summary>
    public Refusal? WhyNotPublish(PersonId by, Digest displayed) =>
        State != PolicyState.Proposed ? new NotAllowed($"It is {State}: only a proposal is published.")
        : displayed != Digest ? new Changed("What you read is not what stands here now.")
        : by == ProposedBy || _editors.Exists(editor => editor.Person == by) ? new Forbidden("You wrote on it: a second policy manager publishes it.")
        : !IsSimulated ? new NotAllowed("Simulate it first.")
        : null;

    public void Publish(int number, PersonId by, DateTimeOffset now)
    {
        Move(PolicyState.Published, now);
        (Number, PublishedBy, PublishedAt) = (number, by, now);
    }

    public Refusal? Discard(DateTimeOffset now)
    {
        if (!PolicyMoves.CanMove(State, PolicyState.Discarded))
            return new NotAllowed($"It is {State}: only a draft is discarded.");

        Move(PolicyState.Discarded, now);
        return null;
    }

    internal void Told(int notices) => Notices = notices;

    private void Move(PolicyState to, DateTimeOffset now)
    {
        if (!PolicyMoves.CanMove(State, to))
            throw new InvalidOperationException($"A policy does not go from {State} to {to}.");

        (State, ChangedAt) = (to, now);
    }
}

/// <summary>Somebody who changed a draft, and when first.</summary>
public sealed class PolicyEditor
{
    private PolicyEditor() { }

    internal PolicyEditor(PersonId person, DateTimeOffset since) => (Person, Since) = (person, since);

    public PolicyId Policy { get; private set; }

    public PersonId Person { get; private set; }

    public DateTimeOffset Since { get; private set; }
}

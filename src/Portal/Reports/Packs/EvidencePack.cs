using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>
/// A pack that somebody asked for: about what, as of which checkpoint, whether people are named; how far it is; and when it is made, the
/// digest of its bytes. Whoever makes it holds it for a while and holds it again with each part; who was stopped lets go that way.
/// </summary>
public sealed class EvidencePack : IVersioned
{
    /// <summary>Longer than the portion of a part takes: whoever told nothing by then was stopped.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    internal const int MostTries = 3;
    internal const int LongestWords = 400;

    private EvidencePack() { }

    public EvidencePackId Id { get; private set; }

    /// <summary>EP-0001.</summary>
    public string Code { get; private set; } = "";

    public string Scope { get; private set; } = "";

    /// <summary>The day that was asked for.</summary>
    public DateOnly Asked { get; private set; }

    /// <summary>The day of the last entry that the checkpoint covers; what depends on a day depends on this one.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>When that entry was made.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>How many entries the checkpoint covers.</summary>
    public long Checkpoint { get; private set; }

    public bool PersonalData { get; private set; }

    /// <summary>Why people are named.</summary>
    public string Reason { get; private set; } = "";

    public PersonId By { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public PackState State { get; private set; }

    /// <summary>Why it failed.</summary>
    public string? Because { get; private set; }

    public int Done { get; private set; }

    public int Parts { get; private set; }

    /// <summary>What is being written.</summary>
    public string Doing { get; private set; } = "";

    public int Tries { get; private set; }

    /// <summary>Not before this; while it is being made, when another node may take it for lost.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Digest? Content { get; private set; }

    public long Size { get; private set; }

    public Digest? Manifest { get; private set; }

    /// <summary>What signs the manifest, kept since a signature is random.</summary>
    public byte[]? Seal { get; private set; }

    /// <summary>When its bytes were deleted: their time was over, or somebody in them was erased.</summary>
    public DateTimeOffset? ForgottenAt { get; private set; }

    public int Version { get; private set; }

    public bool IsUnderWay => State is PackState.Queued or PackState.Making;

    public bool IsHere => State == PackState.Ready && ForgottenAt is null;

    internal AsOf AsOf => AsOf.Instant(Day, At);

    internal static EvidencePack Ask(EvidencePackId id, string code, PackScope scope, Audit.PinnedDay pinned, bool personalData, string reason, PersonId by, DateTimeOffset now) => new()
    {
        Id = id,
        Code = code,
        Scope = scope.Text,
        Asked = pinned.Asked,
        Day = pinned.AsOf.Day ?? pinned.Asked,
        At = pinned.AsOf.Over?.AddMicroseconds(-1) ?? now,
        Checkpoint = pinned.Checkpoint.Size,
        PersonalData = personalData,
        Reason = reason,
        By = by,
        RequestedAt = now,
        State = PackState.Queued,
        DueAt = now,
    };

    public bool IsDue(DateTimeOffset now) => IsUnderWay && DueAt <= now;

    /// <summary>Takes it up, or takes it over from who was stopped; the answer is the hold, by which its maker is known again.</summary>
    internal DateTimeOffset Take(DateTimeOffset now)
    {
        if (!IsDue(now))
            throw new InvalidOperationException($"{Code} is not due.");
        if (State == PackState.Queued)
            Move(PackState.Making);
        Tries++;
        return Hold(now);
    }

    /// <summary>False when it was cancelled meanwhile, or taken for lost.</summary>
    internal bool IsHeldBy(DateTimeOffset hold) => State == PackState.Making && DueAt == hold;

    internal DateTimeOffset Note(int done, int parts, string doing, DateTimeOffset now)
    {
        // What gets further is not what keeps failing.
        if (done > Done)
            Tries = 1;
        (Done, Parts, Doing) = (done, parts, doing);
        return Hold(now);
    }

    internal void Finish(Digest content, long size, Digest manifest, byte[] seal, DateTimeOffset now)
    {
        (Content, Size, Manifest, Seal, Done, Doing) = (content, size, manifest, seal, Parts, "");
        End(PackState.Ready, null, now);
    }

    internal void Fail(string because, DateTimeOffset now) => End(PackState.Failed, because.Length > LongestWords ? because[..LongestWords] : because, now);

    internal Refusal? Cancel(DateTimeOffset now)
    {
        if (!IsUnderWay)
            return new NotAllowed($"{Code} is {State.ToString().ToLowerInvariant()} already.");

        End(PackState.Cancelled, null, now);
        return null;
    }

    internal void Forget(DateTimeOffset now) => ForgottenAt = now;

    private DateTimeOffset Hold(DateTimeOffset now) => DueAt = now + Lease;

    private void End(PackState state, string? because, DateTimeOffset now)
    {
        Move(state);
        (Because, EndedAt) = (because, now);
    }

    private void Move(PackState to)
    {
        if (!PackMoves.CanMove(State, to))
            throw new InvalidOperationException($"A pack does not go from {State} to {to}.");

        State = to;
    }
}

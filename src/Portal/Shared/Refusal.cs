namespace Portal.Shared;

/// <summary>A business "no": a message fit for a person, a type fit for a switch.</summary>
public abstract record Refusal(string Message);

public sealed record NotFound(string What) : Refusal($"{What} does not exist.");

public sealed record Forbidden(string Why) : Refusal(Why);

/// <summary>What was sent is not acceptable; each fault names its field.</summary>
public sealed record Invalid(IReadOnlyList<Fault> Faults) : Refusal(string.Join(" ", Faults.Select(fault => $"{fault.Field}: {fault.Message}")))
{
    public Invalid(string field, string message) : this([new Fault(field, message)]) { }
}

public sealed record Fault(string Field, string Message);

/// <summary>The request is well formed, but the state of the thing does not allow it.</summary>
public sealed record NotAllowed(string Why) : Refusal(Why);

/// <summary>There is one of this name already.</summary>
public sealed record AlreadyExists(string What) : Refusal($"{What} exists already.");

/// <summary>The rules of promotion stand against it; the page, from the portal's root, says what is needed.</summary>
public sealed record Gated(string Why, string Page) : Refusal(Why);

/// <summary>Somebody changed the thing since it was read: If-Match or the displayed digest no longer fits.</summary>
public sealed record Changed(string Why) : Refusal(Why);

/// <summary>An Idempotency-Key that came before with another body.</summary>
public sealed record KeyReused(string Key) : Refusal($"Idempotency-Key '{Key}' came before with another body.");

/// <summary>Too much waits already: the same request is welcome later.</summary>
public sealed record Busy(string Why, TimeSpan RetryAfter) : Refusal(Why);

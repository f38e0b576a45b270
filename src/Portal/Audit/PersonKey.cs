using Portal.Shared;

namespace Portal.Audit;

/// <summary>The key under which one person's data stands in the ledger, sealed. Without it, nobody reads that data again, in whichever copy.</summary>
public sealed class PersonKey
{
    private PersonKey() { }

    internal PersonKey(PersonId person, byte[] box, DateTimeOffset now) => (Person, Box, MadeAt) = (person, box, now);

    public PersonId Person { get; private set; }

    public byte[] Box { get; private set; } = [];

    public DateTimeOffset MadeAt { get; private set; }
}

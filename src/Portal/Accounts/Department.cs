using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A part of the organisation that people belong to. A retired one takes nobody new; who is in it stays.</summary>
public sealed class Department : IVersioned
{
    public const int LongestName = 120;

    private Department() { }

    internal Department(string name, DateTimeOffset now) => (Id, Name, CreatedAt) = (DepartmentId.New(now), name, now);

    public DepartmentId Id { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    public int Version { get; private set; }

    internal void Rename(string name) => Name = name;

    internal Refusal? Retire(DateTimeOffset now)
    {
        if (RetiredAt is not null)
            return new NotAllowed($"{Name} is retired already.");

        RetiredAt = now;
        return null;
    }
}

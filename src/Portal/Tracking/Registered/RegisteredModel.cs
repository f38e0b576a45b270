using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>A name under which clients register versions. It belongs to one system, or is shadow AI until somebody claims it.</summary>
public sealed class RegisteredModel : IVersioned
{
    public const int LongestDescription = 5_000;
    public const string PromptTag = "mlflow.prompt.is_prompt";

    private RegisteredModel() { }

    public TrackedId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public SystemId? System { get; private set; }

    /// <summary>Deleted, as its client thinks. It comes back when the name is registered again, and counts on.</summary>
    public bool IsHidden { get; private set; }

    public int LastNumber { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    internal string FindingKey => $"mlflow-model/{Id}";

    internal static RegisteredModel Register(string name, string description, PersonId by, DateTimeOffset now) => new()
    {
        Id = TrackedId.New(now),
        Name = name,
        Description = description,
        By = by,
        CreatedAt = now,
        ChangedAt = now,
    };

    internal void Return(string description, DateTimeOffset now) => (IsHidden, Description, CreatedAt, ChangedAt) = (false, description, now, now);

    internal void Hide(DateTimeOffset now) => (IsHidden, ChangedAt) = (true, now);

    internal void Rename(string name, DateTimeOffset now) => (Name, ChangedAt) = (name, now);

    internal void Describe(string description, DateTimeOffset now) => (Description, ChangedAt) = (description, now);

    internal void BelongTo(SystemId system, DateTimeOffset now) => (System, ChangedAt) = (system, now);

    internal int NextNumber(DateTimeOffset now)
    {
        ChangedAt = now;
        return ++LastNumber;
    }
}

/// <summary>A name that points at one version of a model.</summary>
public sealed class ModelAlias
{
    private ModelAlias() { }

    internal ModelAlias(TrackedId model, string alias, int number) => (Model, Alias, Number) = (model, alias, number);

    public TrackedId Model { get; private set; }

    public string Alias { get; private set; } = "";

    public int Number { get; private set; }

    internal void PointAt(int number) => Number = number;
}

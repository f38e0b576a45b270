using Portal.Data;
using Portal.Shared;

namespace Portal.Lineage;

/// <summary>Data under one name in the organisation; what it holds is in its versions.</summary>
public sealed class Dataset : IVersioned
{
    public const int LongestName = 120;
    public const int LongestDescription = 2000;

    private readonly List<DatasetVersion> _versions = [];

    private Dataset() { }

    public DatasetId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public PersonId RegisteredBy { get; private set; }

    public DateTimeOffset RegisteredAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<DatasetVersion> Versions => _versions;

    internal static Dataset Register(string name, string description, PersonId by, DateTimeOffset now) => new()
    {
        Id = DatasetId.New(now),
        Name = name,
        Description = description.Trim(),
        RegisteredBy = by,
        RegisteredAt = now,
    };

    /// <summary>The version with this digest: data are what their bytes are, so the same are not a new one.</summary>
    internal DatasetVersion Add(DatasetContent content, PersonId by, DateTimeOffset now)
    {
        if (_versions.Find(version => version.Digest == content.Digest) is { } known)
            return known;

        var version = new DatasetVersion(_versions.Count + 1, content, by, now);
        _versions.Add(version);
        return version;
    }
}

/// <summary>What a version of a data set holds; from and to are the days that it covers, where that can be said.</summary>
public sealed record DatasetContent(Digest Digest, long Rows, DateOnly? From = null, DateOnly? To = null);

/// <summary>A data set as it was once. Never changed.</summary>
public sealed class DatasetVersion
{
    private DatasetVersion() { }

    internal DatasetVersion(int number, DatasetContent content, PersonId by, DateTimeOffset now) =>
        (Number, Digest, Rows, From, To, RegisteredBy, RegisteredAt) = (number, content.Digest, content.Rows, content.From, content.To, by, now);

    public DatasetId Dataset { get; private set; }

    public int Number { get; private set; }

    public Digest Digest { get; private set; } = Digest.Of([]);

    public long Rows { get; private set; }

    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    public PersonId RegisteredBy { get; private set; }

    public DateTimeOffset RegisteredAt { get; private set; }
}

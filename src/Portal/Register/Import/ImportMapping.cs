using Portal.Ledger;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>Which column fills which field: a field's key for each column, or null for one that is left out.</summary>
public sealed record ImportMapping(IReadOnlyList<string?> Fields)
{
    // "Business owner (e-mail)" is how people name what holds addresses.
    private static readonly string[] Endings = ["", "EMAIL", "EMAILADDRESS", "MAIL"];

    /// <summary>By the key or the label of a field; of two columns of one name the first.</summary>
    public static ImportMapping Guess(CsvFile file)
    {
        var free = ImportFields.All.ToList();
        return new([.. file.Columns.Select(column =>
        {
            var field = free.Find(field => Endings.Any(ending => ImportField.Bare(column) is var name && (name == ImportField.Bare(field.Label) + ending || name == ImportField.Bare(field.Key) + ending)));
            if (field is not null)
                free.Remove(field);
            return field?.Key;
        })]);
    }

    public ImportMapping With(int column, string? field) => new([.. Fields.Select((other, at) => at == column ? field : other)]);

    /// <summary>What is wrong with it for this file, each fault by its column's number.</summary>
    public IReadOnlyList<Fault> FaultsFor(CsvFile file)
    {
        if (Fields.Count != file.Columns.Count)
            return [new Fault("mapping", $"It maps {Fields.Count} columns; the file has {file.Columns.Count}.")];

        var faults = new List<Fault>();
        foreach (var (at, key) in Fields.Index().Where(field => field.Item is not null))
        {
            if (ImportFields.Find(key) is not { } field)
                faults.Add(new Fault($"mapping[{at}]", "There is no such field."));
            else if (Fields.Take(at).Contains(key))
                faults.Add(new Fault($"mapping[{at}]", $"{field.Label} has a column already."));
        }

        if (!Fields.Contains("name"))
            faults.Add(new Fault("mapping", "Choose the column that holds the name: a system is found by it."));
        return faults;
    }

    internal CanonicalValue ToCanonical() => CanonicalJson.List([.. Fields.Select(field => (CanonicalValue)field)]);
}

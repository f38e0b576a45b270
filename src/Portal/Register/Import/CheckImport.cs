using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>Reads a file of systems and says what confirming it would file, what is there already and what is wrong. Writes nothing.</summary>
public sealed class CheckImport(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>Without a mapping, columns are taken by their names.</summary>
    public sealed record Input(byte[] File, ImportMapping? Mapping);

    public async Task<Result<ImportCheck>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (ImportAccess.RefusalTo(actor) is { } forbidden)
            return forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await ImportPlan.Of(input.File, input.Mapping, db, ct)).Succeeded(out var plan, out var refusal))
            return refusal;

        var known = await KnownNames.All(db, ct);
        var rows = plan.Rows.Select(row => new ImportRow(row.Number, row.Content.Name, known.GetValueOrDefault(row.Content.Name))).ToList();
        return new ImportCheck(
            plan.Digest, plan.File.Rows.Count,
            [.. rows.Where(row => row.Code is null)], [.. rows.Where(row => row.Code is not null)], plan.Faults);
    }
}

/// <summary>What an import would do, under the digest that confirms it.</summary>
/// <param name="Digest">Over the file, the mapping and the drafts.</param>
/// <param name="Rows">How many rows the file has under the names of its columns.</param>
/// <param name="New">Rows that would be filed.</param>
/// <param name="Known">Rows whose name a system has already; they are left out.</param>
/// <param name="Faults">All of them, by row; rows with faults are left out.</param>
public sealed record ImportCheck(Digest Digest, int Rows, IReadOnlyList<ImportRow> New, IReadOnlyList<ImportRow> Known, IReadOnlyList<RowFault> Faults)
{
    public int FaultyRows => Faults.Select(fault => fault.Row).Distinct().Count();
}

/// <summary>A row without faults; with the code of the system that has its name already.</summary>
public sealed record ImportRow(int Number, string Name, string? Code);

/// <summary>Who imports is who files.</summary>
internal static class ImportAccess
{
    public static Forbidden? RefusalTo(Actor actor) => actor switch
    {
        _ when actor.Person is null || !actor.May(Permission.FileSystems) => new("Importing systems takes the role of a system owner."),
        { Reach.Systems: not null } => new("This token is bound to the systems that it names: it files no other ones."),
        _ => null,
    };
}

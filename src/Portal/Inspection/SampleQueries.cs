using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>A row of the list of samples.</summary>
public sealed record SampleLine(
    string Code, string List, string Title, string Filter, DateOnly Day, bool IsOfPast, int Lines, int PopulationSize, int Fits, int Deviates, PersonId DrawnById, string DrawnBy, DateTimeOffset DrawnAt, string Purpose)
{
    public int Open => Lines - Fits - Deviates;
}

/// <summary>A sample with its lines and all that was noted.</summary>
public sealed record SampleView(SampleLine Line, string Seed, int Wanted, Digest Population, IReadOnlyList<SampledLine> Lines, IReadOnlyDictionary<PersonId, PersonLine> People)
{
    public string NameOf(PersonId person) => People.GetValueOrDefault(person)?.Name ?? "Somebody without an account";
}

/// <summary>A drawn line; its subject has a name where it is a person.</summary>
public sealed record SampledLine(
    int Number, string Subject, string Name, string? SubjectName, string? System, int Position, Digest Key, SampleMark Mark, IReadOnlyList<SampleCell> Cells, IReadOnlyList<LineNote> Notes);

public sealed record LineNote(int Number, PersonId By, SampleMark? Mark, string Words, DateTimeOffset At);

/// <summary>Reads samples; whoever may read the audit reads all of them.</summary>
public sealed class SampleQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <param name="drawnBy">Only this person's; everybody's where it is null.</param>
    /// <param name="page">Which part, the newest first.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Page<SampleLine>> List(PersonId? drawnBy, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = db.Samples.AsNoTracking();
        if (drawnBy is { } person)
            rows = rows.Where(row => row.DrawnBy == person);
        var total = await rows.CountAsync(ct);
        return new Page<SampleLine>(await Lines(db, rows.OrderByDescending(row => row.DrawnAt).ThenByDescending(row => row.Code).Skip(page.Skip).Take(page.Size), ct), page.Number, page.Size, total);
    }

    public async Task<SampleView?> One(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var one = db.Samples.AsNoTracking().Where(row => row.Code == code);
        if ((await Lines(db, one, ct)) is not [var line])
            return null;

        var sample = await one.SingleAsync(ct);
        var items = await db.SampleItems.AsNoTracking().Where(item => item.Sample == sample.Id).OrderBy(item => item.Number).ToListAsync(ct);
        var notes = await db.SampleNotes.AsNoTracking().Where(note => note.Sample == sample.Id).OrderBy(note => note.Item).ThenBy(note => note.Number).ToListAsync(ct);
        var byItem = notes.ToLookup(note => note.Item, note => new LineNote(note.Number, note.By, note.Mark, note.Words, note.At));
        var named = await people.ById(notes.Select(note => note.By).Concat(items.Select(item => PersonIn(item.Subject)).OfType<PersonId>()), ct);
        return new SampleView(line, sample.Seed, sample.Wanted, sample.Population,
            [.. items.Select(item => new SampledLine(
                item.Number, item.Subject, item.Name, PersonIn(item.Subject) is { } person ? named.GetValueOrDefault(person)?.Name : null,
                item.System, item.Position, item.Key, item.Mark, SampleCells.Read(item.Cells), [.. byItem[item.Number]]))],
            named);
    }

    private async Task<IReadOnlyList<SampleLine>> Lines(PortalDb db, IQueryable<Sample> rows, CancellationToken ct)
    {
        var found = await rows.Select(row => new
        {
            row.Code,
            row.List,
            row.Title,
            row.Filter,
            row.Day,
            row.IsOfPast,
            row.PopulationSize,
            row.DrawnBy,
            row.DrawnAt,
            row.Purpose,
            Lines = db.SampleItems.Count(item => item.Sample == row.Id),
            Fits = db.SampleItems.Count(item => item.Sample == row.Id && item.Mark == SampleMark.Fits),
            Deviates = db.SampleItems.Count(item => item.Sample == row.Id && item.Mark == SampleMark.Deviates),
        }).ToListAsync(ct);
        var named = await people.ById(found.Select(row => row.DrawnBy), ct);
        return
        [
            .. found.Select(row => new SampleLine(
                row.Code, row.List, row.Title, row.Filter, row.Day, row.IsOfPast, row.Lines, row.PopulationSize, row.Fits, row.Deviates,
                row.DrawnBy, named.GetValueOrDefault(row.DrawnBy)?.Name ?? "Somebody without an account", row.DrawnAt, row.Purpose)),
        ];
    }

    private static PersonId? PersonIn(string subject) => Guid.TryParseExact(subject, "D", out var id) ? new PersonId(id) : null;
}

using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation.Judging;

/// <summary>A judged run as one row of a list.</summary>
public sealed record JudgeLine(
    JudgeRunId Id, int Ordinal, JudgeTerms Terms, JudgeRunState State, string? Because, string? Trouble, DateTimeOffset DueAt, int RowCount, int Wanted, int Judged, int Unjudged, int Calls, long Tokens,
    PersonLine By, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, int? Run);

/// <summary>One output with what the judge said of it.</summary>
public sealed record JudgedRow(int Index, JudgeRow Row, IReadOnlyList<JudgeAnswer> Answers, IReadOnlyList<SpotMark> Marks);

/// <summary>How often people agreed with the judge on what they looked at.</summary>
public sealed record Agreement(Metric Metric, int Marked, int Drawn, Estimate? Share);

/// <summary>Outputs are read by the system's people, reviewers and the risk office; the others read the figures.</summary>
public sealed record JudgeView(JudgeLine Line, bool MayRead, bool MayMark, bool MayStop, Page<JudgedRow> Rows, IReadOnlyList<Agreement> Agreements);

/// <summary>Reads judged runs.</summary>
public sealed class JudgeQueries(IDbContextFactory<PortalDb> dbs, BlobStore blobs, PeopleQueries people)
{
    // Sorts behind every score.
    private const double NoScore = 2;

    /// <summary>Of a version, latest first.</summary>
    public async Task<Page<JudgeLine>> OfVersion(VersionId version, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var runs = db.JudgeRuns.AsNoTracking().Where(run => run.ModelVersion == version);
        var total = await runs.CountAsync(ct);
        return new Page<JudgeLine>(await Lines(db, await runs.OrderByDescending(run => run.Ordinal).Skip(page.Skip).Take(page.Size).ToListAsync(ct), ct), page.Number, page.Size, total);
    }

    public async Task<JudgeLine?> One(JudgeRunId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.JudgeRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, ct) is { } run ? (await Lines(db, [run], ct))[0] : null;
    }

    /// <summary>One run with its rows, the worst first, or only those that were drawn for a person to check.</summary>
    public async Task<JudgeView?> One(Actor actor, string code, string label, int ordinal, JudgedRows which, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.SystemWithRevisions(code, ct) is not { } system || await db.WholeVersion(system.Id, label, ct) is not { } version
            || await db.JudgeRuns.AsNoTracking().SingleOrDefaultAsync(one => one.ModelVersion == version.Id && one.Ordinal == ordinal, ct) is not { } run)
            return null;

        var line = (await Lines(db, [run], ct))[0];
        var marks = await db.SpotMarks.AsNoTracking().Where(mark => mark.Run == run.Id).ToListAsync(ct);
        var drawn = JudgeSample.Of(run.Rows, run.Terms.RubricDigest, run.RowCount);
        var agreements = run.Terms.Rubrics.Select(rubric => AgreementOn(rubric.Metric, marks, drawn.Count)).ToList();
        var isOwn = actor.IsOf(system) || (actor.Person is { } person && version.IsContributor(person));
        var mayRead = isOwn || actor.MayMark() || actor.May(Permission.SignRisk);
        var rows = mayRead ? await Rows(db, run, which == JudgedRows.Drawn ? drawn : null, marks, page, ct) : new Page<JudgedRow>([], page.Number, page.Size, 0);
        return new JudgeView(line, mayRead, run.State == JudgeRunState.Done && actor.MayMark() && !isOwn && !actor.LooksBack, isOwn && run.IsUnderWay && actor.May(Permission.SubmitEvidence), rows, agreements);
    }

    private async Task<Page<JudgedRow>> Rows(PortalDb db, JudgeRun run, IReadOnlyList<int>? only, IReadOnlyList<SpotMark> marks, PageRequest page, CancellationToken ct)
    {
        var answers = db.JudgeAnswers.AsNoTracking().Where(answer => answer.Run == run.Id && (only == null || only.Contains(answer.Row)));
        var ranked = answers.GroupBy(answer => answer.Row).Select(group => new { Row = group.Key, Worst = group.Min(answer => answer.Score ?? NoScore) });
        var total = await ranked.CountAsync(ct);
        var order = only is null ? ranked.OrderBy(row => row.Worst).ThenBy(row => row.Row) : ranked.OrderBy(row => row.Row);
        var indices = await order.Skip(page.Skip).Take(page.Size).Select(row => row.Row).ToListAsync(ct);
        var said = (await answers.Where(answer => indices.Contains(answer.Row)).ToListAsync(ct)).ToLookup(answer => answer.Row);
        await using var stored = blobs.Open(run.Rows);
        var rows = await JudgeUpload.ReadStored(stored, ct);
        return new Page<JudgedRow>([.. indices.Select(index => new JudgedRow(index, rows[index], [.. said[index].OrderBy(answer => answer.Metric)], [.. marks.Where(mark => mark.Row == index)]))], page.Number, page.Size, total);
    }

    private static Agreement AgreementOn(Metric metric, IEnumerable<SpotMark> marks, int drawn)
    {
        var own = marks.Where(mark => mark.Metric == metric).ToList();
        return new Agreement(metric, own.Count, drawn, Estimate.Proportion(own.Count(mark => mark.Verdict == SpotVerdict.Agree), own.Count));
    }

    private async Task<IReadOnlyList<JudgeLine>> Lines(PortalDb db, IReadOnlyList<JudgeRun> runs, CancellationToken ct)
    {
        var persons = await people.ById(runs.Select(run => run.By), ct);
        var made = runs.Select(run => run.Run).OfType<RunId>().ToList();
        var ordinals = await db.EvaluationRuns.AsNoTracking().Where(run => made.Contains(run.Id)).ToDictionaryAsync(run => run.Id, run => run.Ordinal, ct);
        return [.. runs.Select(run => new JudgeLine(
            run.Id, run.Ordinal, run.Terms, run.State, run.Because, run.Trouble, run.DueAt, run.RowCount, run.Wanted, run.Judged, run.Unjudged, run.Calls, run.Tokens,
            persons[run.By], run.RequestedAt, run.EndedAt, run.Run is { } id ? ordinals[id] : null))];
    }
}

public enum JudgedRows { WorstFirst = 1, Drawn }

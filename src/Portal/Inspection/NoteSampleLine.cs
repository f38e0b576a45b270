using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Writes down what was found at a line of one's own sample, and whether it fits. The entry holds the digest of the words, not the words.</summary>
public sealed class NoteSampleLine(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <param name="Sample">Its code, SP-0001.</param>
    /// <param name="Line">In the order of drawing.</param>
    /// <param name="Mark">Absent to leave the line marked as it is.</param>
    /// <param name="Words">May be empty where a line fits.</param>
    public sealed record Input(string Sample, int Line, SampleMark? Mark, string Words);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var (now, words) = (time.GetUtcNow(), input.Words.ReplaceLineEndings("\n").Trim());
        if (await db.Samples.Include(sample => sample.Items).SingleOrDefaultAsync(sample => sample.Code == input.Sample, ct) is not { } sample)
            return new NotFound(input.Sample);
        if (!actor.May(Permission.Inspect) || actor.Through != Through.Session || actor.Person is not { } person)
            return db.Refused(actor, now, "sample.note", input.Sample, new Forbidden("Samples are looked through by auditors and risk, in the pages."));
        if (input.Mark is { } mark && !Enum.IsDefined(mark))
            return new Invalid("mark", "There is no such mark.");
        if (PlainText.RemarkProblem(words, Sample.LongestWords) is { } problem)
            return new Invalid("words", problem);

        var notes = await db.SampleNotes.CountAsync(note => note.Sample == sample.Id && note.Item == input.Line, ct);
        if (!sample.Note(person, input.Line, input.Mark, words, notes, now).Succeeded(out var written, out var refusal))
            return refusal is Forbidden ? db.Refused(actor, now, "sample.note", input.Sample, refusal) : refusal;

        var line = sample.Items.Single(item => item.Number == input.Line);
        db.SampleNotes.Add(written);
        db.Record(new EntryDraft(actor, now, "sample.noted", sample.Code)
        {
            After = Digest.Of(Encoding.UTF8.GetBytes(words)),
            Details = new Dictionary<string, string> { ["line"] = input.Line.ToString(), ["name"] = line.Name, ["mark"] = line.Mark.ToString() },
        });
        return new Done();
    }, ct);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>
/// Draws a random sample from a list: see <see cref="Drawing"/> for the method. The names of all lines are kept as a file, so that the
/// draw can be made again when the list has long become another one.
/// </summary>
public sealed class DrawSample(IDbContextFactory<PortalDb> dbs, BlobStore blobs, Calendar calendar, TimeProvider time)
{
    public const int MostLines = 500;
    public const int LongestSeed = 64;
    private const string SignsOfSeeds = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:";

    /// <summary>The seed is made where none is given.</summary>
    public sealed record Input(Listing List, int Lines, string? Seed = null, string Purpose = "");

    /// <summary>One that nobody chose.</summary>
    public static string NewSeed() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    public async Task<Result<string>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var seed = input.Seed is { Length: > 0 } given ? given : NewSeed();
        if (FaultsOf(input, seed) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (WhyNot(actor, input.List) is { } unfit)
            return await dbs.WriteAsync<string>(db => Task.FromResult<Result<string>>(db.Refused(actor, time.GetUtcNow(), "sample.draw", input.List.Key, unfit)), ct);
        if ((await dbs.WriteAsync<Done>(async db => await input.List.Admit(db, ct) is { } closed ? closed : new Done(), ct)).Refusal is { } refusal)
            return refusal;

        var lines = await Draw(input, seed, ct);
        if (lines.Size == 0)
            return new NotAllowed("This list has no lines: there is nothing to draw.");

        var of = new SampleOf(input.List.Key, input.List.Title, input.List.Asked, input.List.AsOf.Day ?? calendar.Today, input.List.AsOf.Day is not null, seed, input.Lines, input.Purpose.Trim());
        return await dbs.WriteAsync<string>(async db =>
        {
            var now = time.GetUtcNow();
            var code = $"{Sequence.Samples}-{await db.NextNumberAsync(Sequence.Samples, ct):0000}";
            db.Samples.Add(new Sample(code, of, lines, actor.Person.GetValueOrDefault(), now));
            db.Record(new EntryDraft(actor, now, "sample.drawn", code) { After = lines.Population, Reason = of.Purpose.Length > 0 ? of.Purpose : null, Details = DetailsOf(of, lines) });
            return code;
        }, ct);
    }

    internal static Refusal? WhyNot(Actor actor, Listing list) =>
        !actor.May(Permission.Inspect) || actor.Through != Through.Session || actor.Person is null ? new Forbidden("Samples are drawn by auditors and risk, in the pages.")
        : actor.May(list.Needs) ? null
        : new Forbidden($"You do not read {list.Title}, so you draw no sample from it.");

    /// <summary>One line after another goes into the file and past the draw: a list of any length takes the same memory.</summary>
    private async Task<DrawnLines> Draw(Input input, string seed, CancellationToken ct)
    {
        var drawing = new Drawing(seed, input.Lines);
        var columns = input.List.Columns;
        await using var names = blobs.Begin();
        await foreach (var portion in input.List.Portions(ct).WithCancellation(ct))
        {
            var text = new StringBuilder();
            foreach (var row in portion)
                text.Append(drawing.Add(new ListedLine(row.Subject, row.System, () => SampleCells.Of(columns, row.Cells)))).Append('\n');
            await names.Content.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
        }

        return drawing.Drawn(await names.KeepAsync(ct));
    }

    private static List<Fault> FaultsOf(Input input, string seed) =>
    [
        .. input.Lines is < 1 or > MostLines ? [new Fault("lines", $"Draw 1 to {MostLines} lines.")] : Array.Empty<Fault>(),
        .. seed.Length > LongestSeed || seed.AsSpan().ContainsAnyExcept(SignsOfSeeds) ? [new Fault("seed", $"A seed has 1 to {LongestSeed} letters, digits, dots, dashes, underscores or colons.")] : Array.Empty<Fault>(),
        .. PlainText.RemarkProblem(input.Purpose, Sample.LongestPurpose) is { } problem ? [new Fault("purpose", problem)] : Array.Empty<Fault>(),
        .. input.List.Asked.Length > Sample.LongestFilter ? [new Fault("list", "This list is filtered by more than can be kept.")] : Array.Empty<Fault>(),
    ];

    private static Dictionary<string, string> DetailsOf(SampleOf of, DrawnLines lines) => new()
    {
        ["list"] = of.List,
        ["filter"] = of.Filter,
        ["asOf"] = of.IsOfPast ? Calendar.Text(of.Day) : "now",
        ["seed"] = of.Seed,
        ["lines"] = of.Wanted.ToString(),
        ["of"] = lines.Size.ToString(),
        ["drawn"] = Digest.Of(Encoding.UTF8.GetBytes(string.Concat(lines.Lines.Select(line => line.Name + "\n")))).Text,
    };
}

using Portal.Findings;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>Holds an entry of one day against the same of another.</summary>
public sealed class DifferenceQueries(RegisterQueries register, VersionQueries versions, CardQueries cards, PromotionQueries promotions, FindingQueries findings, ExceptionQueries exceptions, Calendar calendar)
{
    /// <summary>Two days of an address, the later one today where it is left out; refused by the name of the field.</summary>
    public async Task<Result<EntryDifference>> Of(string code, string? from, string? to, CancellationToken ct)
    {
        var (earlier, later) = (calendar.AsOf("from", from ?? ""), calendar.AsOf("to", string.IsNullOrEmpty(to) ? Calendar.Text(calendar.Today) : to));
        if (earlier.Refusal is not null || later.Refusal is not null)
            return new Invalid([.. new[] { earlier.Refusal, later.Refusal }.OfType<Invalid>().SelectMany(refusal => refusal.Faults)]);
        if (earlier.Value.Day > later.Value.Day)
            return new Invalid("from", $"{from} is after {to}: the earlier day comes first.");

        return await Between(code, earlier.Value, later.Value, ct) is { } difference ? difference : new NotFound($"{code} on {Calendar.Text(later.Value.Day.GetValueOrDefault())}");
    }

    private async Task<EntryDifference?> Between(string code, AsOf from, AsOf to, CancellationToken ct)
    {
        if (await register.Entry(code, to, ct) is not { Published: { } after } entry)
            return null;

        var published = entry.Revisions.Where(revision => revision.PublishedAt is not null).OrderBy(revision => revision.Number).ToList();
        var then = await register.Entry(code, from, ct);
        var before = published.Find(revision => revision.Number == then?.Published?.Number);
        return new EntryDifference(
            code, after.Content.Name, from.Day.GetValueOrDefault(), to.Day.GetValueOrDefault(), before is null ? null : Stood(entry, before), Stood(entry, after),
            EntryDifference.FieldsOf(before, [.. published.Where(revision => !(revision.Number <= before?.Number))], entry.NameOf))
        {
            Stage = then?.Stage == entry.Stage ? null : new StateDifference<SystemStage>(code, after.Content.Name, then?.Stage, entry.Stage),
            RetiredAt = entry.Retirement is { At: var retired } && !(retired <= from.At) ? retired : null,
            Versions = await Moved(asOf => Versions(code, asOf, ct), from, to),
            Cards = await Moved(asOf => Cards(code, asOf, ct), from, to),
            Promotions = await Moved(asOf => Promotions(code, asOf, ct), from, to),
            Findings = await Moved(asOf => Findings(code, asOf, ct), from, to),
            Exceptions = await Moved(asOf => Exceptions(entry.Id, asOf, ct), from, to),
        };
    }

    private async Task<IReadOnlyList<Standing<Stage>>> Versions(string code, AsOf asOf, CancellationToken ct) =>
        [.. (await All(page => versions.OfSystem(code, page, asOf, ct))).Select(line => new Standing<Stage>(line.Label, line.Name, line.Stage))];

    /// <summary>The revision of each version's card that was approved last.</summary>
    private async Task<IReadOnlyList<Standing<int>>> Cards(string code, AsOf asOf, CancellationToken ct) =>
        [.. (await cards.OfSystem(code, asOf, ct)).DistinctBy(card => card.Label).Select(card => new Standing<int>(card.Label, $"Model card of {card.Label}", card.Revision))];

    private async Task<IReadOnlyList<Standing<PromotionState>>> Promotions(string code, AsOf asOf, CancellationToken ct) =>
        [.. (await All<PromotionLine>(async page => await promotions.List(new PromotionFilter(System: code), page, asOf, ct))).Select(line => new Standing<PromotionState>(line.Code, $"{line.Version} to {line.Target}", line.State))];

    private async Task<IReadOnlyList<Standing<FindingState>>> Findings(string code, AsOf asOf, CancellationToken ct) =>
    [
        .. (await All<FindingLine>(async page => await findings.List(new FindingFilter { Systems = [code] }, new FindingOrder(FindingColumn.Code, SortDirection.Ascending), page, asOf, ct)))
            .Select(line => new Standing<FindingState>(line.Code, line.Title, line.State)),
    ];

    private async Task<IReadOnlyList<Standing<ExceptionState>>> Exceptions(SystemId system, AsOf asOf, CancellationToken ct) =>
        [.. (await exceptions.OfSystem(system, asOf, ct)).Select(line => new Standing<ExceptionState>(line.Code, line.What, line.State))];

    private static async Task<IReadOnlyList<StateDifference<T>>> Moved<T>(Func<AsOf, Task<IReadOnlyList<Standing<T>>>> read, AsOf from, AsOf to) where T : struct
    {
        var before = (await read(from)).ToDictionary(one => one.Code, one => one.State);
        return
        [
            .. (await read(to)).Where(one => !before.TryGetValue(one.Code, out var state) || !Equals(state, one.State))
                .Select(one => new StateDifference<T>(one.Code, one.Title, before.GetValueOrDefault(one.Code), one.State)).OrderBy(one => one.Code.Length).ThenBy(one => one.Code, StringComparer.Ordinal),
        ];
    }

    private static async Task<IReadOnlyList<TLine>> All<TLine>(Func<PageRequest, Task<Page<TLine>?>> read)
    {
        List<TLine> lines = [];
        for (var number = 1; await read(new PageRequest(number, PageRequest.MostRows)) is { } page; number++)
        {
            lines.AddRange(page.Items);
            if (number >= page.Count)
                break;
        }

        return lines;
    }

    private static StoodRevision Stood(EntryView entry, RevisionView revision) =>
        new(revision.Number, revision.Digest, revision.PublishedBy is { } by ? entry.NameOf(by) : "The portal", revision.PublishedAt ?? revision.ChangedAt);

    /// <summary>How something stood at the end of a day.</summary>
    private sealed record Standing<T>(string Code, string Title, T? State) where T : struct;
}

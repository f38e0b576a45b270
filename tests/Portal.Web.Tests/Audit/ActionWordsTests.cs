using System.Text.RegularExpressions;
using Portal.Audit;
using Portal.Integrations.Webhooks;
using Portal.Web.Audit;

namespace Portal.Web.Tests.Audit;

/// <summary>Reads the actions out of the sources, so that an act that somebody adds cannot stay without words.</summary>
public sealed partial class ActionWordsTests
{
    /// <summary>An organisation's own ledger has none of these, so its filters do not offer them.</summary>
    private const string OfTheDemo = "demo.";

    private static readonly string[] Governed = ["policy.", "system.", "version.", "experiment.", "training.", "model.", "evaluation.", "judgement.", "baseline.", "alert.", "retraining.", "price.", "quarantine.", "cost.", "budget.", "kpi.", "suite.", "dataset.", "attestation.", "scan.", "document.", "card.", "promotion.", "certificate.", "exception.", "finding."];

    /// <summary>They sound like readings and are none: figures of a KPI are told, an alert opens, a review begins.</summary>
    private static readonly string[] NoReadings = ["kpi.read", "alert.opened", "alert.taken", "recertification.opened", "role.taken-away", "delegation.taken-back"];

    [Fact]
    public void Every_act_that_is_recorded_has_words() =>
        Assert.DoesNotContain(Recorded(), action => ActionWords.Known(action) is null);

    [Fact]
    public void Every_refusal_that_is_recorded_has_words() =>
        Assert.DoesNotContain(Refused(), action => ActionWords.Known(action + ".refused") is null);

    [Fact]
    public void Every_act_is_in_a_group_that_filters_it() =>
        Assert.DoesNotContain(Recorded().Concat(Refused()).Where(action => !action.StartsWith(OfTheDemo, StringComparison.Ordinal)), action => !ActionWords.Groups.Any(group => action.StartsWith(group.Prefix, StringComparison.Ordinal)));

    [Fact]
    public void A_webhook_can_be_told_of_every_act_on_what_is_governed() =>
        Assert.Equal(Recorded().Where(action => Governed.Any(prefix => action.StartsWith(prefix, StringComparison.Ordinal))).Order(), EventTypes.Names.Order());

    [Fact]
    public void Every_act_that_reads_or_takes_out_is_in_the_table_of_readings() =>
        Assert.Equal([], Recorded().Where(action => Reads().IsMatch(action) && !NoReadings.Contains(action) && ReadingActs.KindOf(action) is null));

    [Fact]
    public void An_act_without_words_is_shown_as_it_is_recorded() =>
        Assert.Equal("unheard.of", ActionWords.Of("unheard.of"));

    [Fact]
    public void The_sources_were_read()
    {
        Assert.Contains("system.filed", Recorded());
        Assert.Contains("document.approved", Recorded());
        Assert.Contains("promotion.requested", Recorded());
        Assert.Contains("system.submitted", Recorded());
        Assert.Contains("demo.password-set", Recorded());
        Assert.Contains("promotion.decide", Refused());
        Assert.Contains("finding.close", Refused());
    }

    /// <summary>What is left when refusals are taken out: texts with a dot, in files that draft entries or name events.</summary>
    private static IEnumerable<string> Recorded() => Sources()
        .Where(source => source.Contains("EntryDraft", StringComparison.Ordinal) || EventNames().IsMatch(source))
        .SelectMany(source => Action().Matches(RefusedAction().Replace(source, "")).Select(match => match.Groups[1].Value))
        .Distinct();

    private static IEnumerable<string> Refused() => Sources()
        .SelectMany(source => RefusedAction().Matches(source).Select(match => match.Groups[1].Value))
        .Distinct();

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        var sources = Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The sources are not here."), "src");

        // The words themselves are no use of them.
        return Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsUnder(file, "obj") && !IsUnder(file, Path.Combine("Portal.Web", "Audit")))
            .Select(File.ReadAllText);
    }

    private static bool IsUnder(string file, string folder) =>
        file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex("\"([a-z]+\\.[a-z]+(?:-[a-z]+)*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("(?:Refused|FindingWriting\\.Act|own\\.Run<[\\w<>]+>)\\([^;]*?\"([a-z]+\\.[a-z]+(?:-[a-z]+)*)\"")]
    private static partial Regex RefusedAction();

    [GeneratedRegex(@"\.(?:\w+-)*(?:read|revealed|opened|searched|exported|downloaded|taken)(?:-|$)")]
    private static partial Regex Reads();

    [GeneratedRegex(@"static class \w+Events\b")]
    private static partial Regex EventNames();
}

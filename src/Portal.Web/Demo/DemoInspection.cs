using Portal.Inspection;

namespace Portal.Web.Demo;

/// <summary>What internal audit does in the demo's bank: a sample of findings looked through, and what is asked because of it.</summary>
internal static class DemoInspection
{
    private const string Seed = "ia-2026-q4";

    private static readonly Dictionary<string, (SampleMark Mark, string Words)> Found = new()
    {
        ["FI-0001"] = (SampleMark.Fits, "Raised by risk, owned by the business, a day for it; the note about the works council is dated."),
        ["FI-0002"] = (SampleMark.Fits, "The curve is in the validation report, page 6, as the claim says."),
        ["FI-0003"] = (SampleMark.Fits, "Returned once because the protocol was missing, closed by somebody else when it was there."),
        ["FI-0004"] = (SampleMark.Deviates, "Closed after forty questions were asked once, open again twelve days later for the same reason: the index was rebuilt from the old list. Closing looked at the answers, not at the cause."),
        ["FI-0005"] = (SampleMark.Fits, "Given to other people with a reason; the day stayed."),
        ["FI-0006"] = (SampleMark.Fits, "The day is the renewal of the contract."),
    };

    public static async Task Tell(DemoHouse house, CancellationToken ct)
    {
        var sample = await house.DrawFindings(Seed, lines: 5, "Are findings closed by somebody else, on evidence, and in time?", ct);
        house.Clock.Wait(TimeSpan.FromMinutes(3));
        foreach (var line in sample.Lines)
        {
            var (mark, words) = Found.GetValueOrDefault(line.Subject, (SampleMark.Fits, "Owner, day and evidence are there."));
            await house.NoteLine(sample.Line.Code, line.Number, mark, words, ct);
        }

        var answered = await house.AskEvidence("Protocol of the drill of alert triage", "The protocol of the Sunday drill that closed FI-0003, with the list of who was called.", AskedOf.Owners, "AIS-0003", days: 10, About("FI-0003"), ct);
        house.Clock.Wait(TimeSpan.FromMinutes(3));
        await house.AnswerEvidence("owner2", answered, "It is the document fallback-drill.md of the entry, section 2; the list of names is its last page.", "AIS-0003", ct);
        await house.AskEvidence("How the old price list came back into the index", "The job that builds the chatbot's index, with its sources as they are configured today, and who changed them since August.", AskedOf.Owners, "AIS-0004", days: 7, About("FI-0004"), ct);

        string About(string subject) => sample.Lines.FirstOrDefault(line => line.Subject == subject) is { } line ? $"{sample.Line.Code} line {line.Number}, {line.Name}" : subject;
    }
}

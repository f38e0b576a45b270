using Portal.ModelRegistry.Cards;
using Portal.Policies;

namespace Portal.Web.Demo;

/// <summary>The model cards of the demo's bank, as Markdown files beside this one.</summary>
internal static class DemoCards
{
    /// <summary>Put by the developer, submitted by the owner, read by somebody else.</summary>
    public static async Task Approved(DemoHouse house, string owner, string system, string label, string file, string reviewer, string remarks, CancellationToken ct)
    {
        await house.WriteCard("developer", system, label, Read(file), ct);
        house.Clock.Wait(TimeSpan.FromMinutes(50));
        await house.SubmitCard(owner, system, label, ct);
        house.Clock.Wait(TimeSpan.FromHours(3));
        await house.ReviewCard(reviewer, system, label, CardReview.Approve, remarks, ct);
    }

    public static async Task Returned(DemoHouse house, string owner, string system, string label, string file, string reviewer, string remarks, CancellationToken ct)
    {
        await house.WriteCard("developer", system, label, Read(file), ct);
        house.Clock.Wait(TimeSpan.FromMinutes(20));
        await house.SubmitCard(owner, system, label, ct);
        house.Clock.Wait(TimeSpan.FromHours(5));
        await house.ReviewCard(reviewer, system, label, CardReview.Return, remarks, ct);
    }

    /// <summary>What production taught, added to what was approved; nobody has reviewed it yet.</summary>
    public static async Task InReview(DemoHouse house, string owner, string system, string label, string lesson, CancellationToken ct)
    {
        var text = await house.CardText(system, label, CardSection.Limitations, ct);
        await house.WriteCard(owner, system, label, new Dictionary<CardSection, string> { [CardSection.Limitations] = $"{text}\n\n{lesson}" }, ct);
        await house.SubmitCard(owner, system, label, ct);
    }

    private static IReadOnlyDictionary<CardSection, string> Read(string file)
    {
        using var stream = typeof(DemoCards).Assembly.GetManifestResourceStream($"Portal.Web.Demo.Cards.{file}.md") ?? throw new InvalidOperationException($"There is no card {file}.");
        using var reader = new StreamReader(stream);
        return CardMarkdown.Read(reader.ReadToEnd()).Value;
    }
}

using System.Text;
using Microsoft.AspNetCore.Mvc;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.ModelRegistry.CardPages;

namespace Portal.Web.Api;

/// <summary>The model card of a version. A pipeline writes and submits it; approving is done by a person in the page.</summary>
internal static class CardsApi
{
    // Eleven sections at their longest, in the widest letters, and the room that JSON takes.
    private const int LargestCard = 2 * 1024 * 1024;

    public static void MapCardsApi(this RouteGroupBuilder api)
    {
        var card = api.MapGroup("/systems/{code}/versions/{version}/card").WithTags("Model cards").ProducesProblem(StatusCodes.Status404NotFound);
        card.MapGet("", One).RequireAuthorization(nameof(Permission.Read)).ReadsThePast()
            .WithSummary("The card as approved, or as drafted while nothing is, with the draft of the next revision beside it; ?format=json, html or md, or by Accept")
            .Produces<CardAnswer>().Produces<string>(StatusCodes.Status200OK, CardFiles.Html, CardFiles.Markdown).ProducesValidationProblem();
        card.MapPut("", Write).RequireAuthorization(nameof(Permission.SubmitEvidence))
            .WithSummary("Write the draft, whole: what is left out is emptied, or, in a first draft, taken over from the version before. JSON, or a Markdown file whose headings are the sections. If-Match guards against overwriting somebody else's change")
            .WithMetadata(new RequestSizeLimitAttribute(LargestCard)).Reads<CardBody>("application/json", CardFiles.Markdown)
            .Produces<CardAnswer>().Produces<CardAnswer>(StatusCodes.Status201Created).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        card.MapPost("/submit", Submit).RequireAuthorization(nameof(Permission.SubmitEvidence)).Repeatable(Reread)
            .WithSummary("Submit the draft to a reviewer who did not write it; sections that the tier asks for and that are empty are named")
            .Produces<CardAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> One(HttpContext http, string code, string version, CardQueries cards, Then then, CancellationToken ct)
    {
        if (!CardFiles.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);
        if (await cards.One(code, version, asOf, ct) is not { Shown: { } shown } card)
            return Answers.Problem(new NotFound($"A card of {code}/{version}{(asOf.Day is { } day ? $" on {Calendar.Text(day)}" : "")}"));

        if (card.Version is { } tag && asOf.Day is null)
            EntityTags.Set(http, tag);
        return format == CardFormat.Json ? Results.Json(CardAnswer.Of(card, shown)) : CardFiles.Whole(http, card, shown, format);
    }

    private static async Task<IResult> Write(HttpContext http, string code, string version, Caller caller, CardQueries cards, WriteCard write, CancellationToken ct)
    {
        if (!(await Sections(http)).Succeeded(out var sections, out var unreadable))
            return Answers.Problem(unreadable);
        if (await cards.One(code, version, AsOf.Now, ct) is not { } before)
            return Answers.Problem(new NotFound($"Version {code}/{version}"));

        var expected = EntityTags.Expected(http.Request, before.Version ?? 0);
        var result = await write.Run(caller.Actor, new(code, version, sections, CardExtent.Whole, expected), ct);
        return await Done(http, result, code, version, cards, before.Version is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, ct);
    }

    private static async Task<IResult> Submit(HttpContext http, string code, string version, Caller caller, CardQueries cards, SubmitCard submit, CancellationToken ct)
    {
        if (await cards.One(code, version, AsOf.Now, ct) is not { Version: { } tag })
            return Answers.Problem(new NotFound($"A card of {code}/{version}"));

        return await Done(http, await submit.Run(caller.Actor, new(code, version, EntityTags.Expected(http.Request, tag)), ct), code, version, cards, StatusCodes.Status200OK, ct);
    }

    private static Task<IResult> Reread(HttpContext http, string subject)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        return Written(http, subject[..slash], subject[(slash + 1)..], http.RequestServices.GetRequiredService<CardQueries>(), StatusCodes.Status200OK, http.RequestAborted);
    }

    /// <summary>The revision as it was written; who lost against another change gets the tag of what is there now, to read and try again.</summary>
    private static async Task<IResult> Done(HttpContext http, Result<CardId> result, string code, string version, CardQueries cards, int status, CancellationToken ct)
    {
        if (result.Refusal is Changed && await cards.One(code, version, AsOf.Now, ct) is { Version: { } present })
            EntityTags.Set(http, present);
        return await result.ToHttp(_ => Written(http, code, version, cards, status, ct));
    }

    private static async Task<IResult> Written(HttpContext http, string code, string version, CardQueries cards, int status, CancellationToken ct)
    {
        if (await cards.One(code, version, AsOf.Now, ct) is not { Shown: { } shown, Version: { } tag } card)
            return Answers.Problem(new NotFound($"A card of {code}/{version}"));

        EntityTags.Set(http, tag);
        return Results.Json(CardAnswer.Of(card, card.Open ?? shown), statusCode: status);
    }

    private static async Task<Result<IReadOnlyDictionary<CardSection, string>>> Sections(HttpContext http)
    {
        if (http.Request.HasJsonContentType())
            return (await JsonBody.Read<CardBody>(http)).ToSections();
        if (!CardFiles.IsMarkdown(http.Request.ContentType))
            throw new BadHttpRequestException("Send JSON or Markdown: Content-Type: application/json or text/markdown.", StatusCodes.Status415UnsupportedMediaType);

        try
        {
            using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return CardMarkdown.Read(await reader.ReadToEndAsync(http.RequestAborted));
        }
        catch (DecoderFallbackException)
        {
            return new Invalid("body", "It is no text in UTF-8.");
        }
    }
}

/// <summary>The sections by their keys.</summary>
internal sealed record CardBody(IReadOnlyDictionary<string, string?>? Sections)
{
    public Result<IReadOnlyDictionary<CardSection, string>> ToSections()
    {
        if (Sections is null)
            return new Invalid("sections", $"It is missing: an object with any of {string.Join(", ", CardSections.All.Select(CardSections.KeyOf))}.");

        var keys = CardSections.All.ToDictionary(CardSections.KeyOf);
        var unknown = Sections.Keys.Where(key => !keys.ContainsKey(key)).Select(key => new Fault($"sections.{key}", $"There is no such section; these are: {string.Join(", ", keys.Keys)}.")).ToList();
        return unknown.Count > 0
            ? new Invalid(unknown)
            : Sections.Where(section => section.Value is not null).ToDictionary(section => keys[section.Key], section => section.Value ?? "");
    }
}

internal sealed record CardDraftAnswer(int Revision, CardState State, string Digest, IReadOnlyDictionary<string, string> Sections, IReadOnlyDictionary<string, string> Inherited, IReadOnlyList<string> Missing, string? Remarks)
{
    public static CardDraftAnswer? Of(CardView card, CardRevisionView? open) => open is null ? null : new(
        open.Number, open.State, open.Content.Text, CardAnswer.TextsOf(open), CardAnswer.InheritedOf(open), [.. card.MissingIn(open).Select(CardSections.KeyOf)], open.Remarks.Length > 0 ? open.Remarks : null);
}

/// <summary>A revision of a card, what its tier asks for, and the draft beside it.</summary>
internal sealed record CardAnswer(
    string System, string Version, int Revision, CardState State, string Digest, IReadOnlyDictionary<string, string> Sections, IReadOnlyDictionary<string, string> Inherited,
    RiskTier Tier, int Policy, IReadOnlyList<string> Required, IReadOnlyList<string> Missing, IReadOnlyList<string> Authors, DateTimeOffset? SubmittedAt,
    string? Reviewer, DateTimeOffset? ReviewedAt, string? Remarks, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, CardDraftAnswer? Draft)
{
    public static CardAnswer Of(CardView card, CardRevisionView shown) => new(
        card.System, card.Label, shown.Number, shown.State, shown.Content.Text, TextsOf(shown), InheritedOf(shown),
        card.Tier, card.Policy, [.. card.Required.Select(CardSections.KeyOf)], [.. card.MissingIn(shown).Select(CardSections.KeyOf)],
        [.. shown.Authors.Select(author => author.Email)], shown.SubmittedAt, shown.Reviewer?.Email, shown.ReviewedAt, shown.Remarks.Length > 0 ? shown.Remarks : null,
        shown.ValidFrom, shown.ValidTo, shown.State == CardState.Approved ? CardDraftAnswer.Of(card, card.Open) : null);

    public static IReadOnlyDictionary<string, string> TextsOf(CardRevisionView revision) => revision.Parts.ToDictionary(part => CardSections.KeyOf(part.Section), part => part.Text);

    public static IReadOnlyDictionary<string, string> InheritedOf(CardRevisionView revision) =>
        revision.Parts.Where(part => part.InheritedFrom is not null).ToDictionary(part => CardSections.KeyOf(part.Section), part => part.InheritedFrom ?? "");
}

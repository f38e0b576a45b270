using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Reads what a chat endpoint answered. Judges ramble, and endpoints differ: nothing that comes is trusted to be what was asked for.</summary>
internal static class ChatAnswer
{
    // Endpoints that do not count: four characters are about a token in English.
    private const int CharactersOfToken = 4;

    public static Judgement Read(string body, int asked)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var tokens = TokensOf(json.RootElement) ?? (asked + body.Length) / CharactersOfToken;
            return (ContentOf(json.RootElement) is { } content ? Score(content) : Unreadable("The answer holds no message.")) with { Tokens = tokens };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Unreadable("The answer is no JSON.") with { Tokens = (asked + body.Length) / CharactersOfToken };
        }
    }

    private static Judgement Score(string content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("score", out var score) || score.ValueKind != JsonValueKind.Number)
                return Unreadable("The judge gave no score.");
            if (!score.TryGetDouble(out var value) || value is not (>= 0 and <= 1))
                return Unreadable("The judge gave a score that is not from 0 to 1.");
            return json.RootElement.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String && Showable(reason.GetString()) is { Length: > 0 } words
                ? new Judgement(JudgementKind.Score, words) { Score = value }
                : Unreadable("The judge gave no reason.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Unreadable("The judge did not answer in JSON.");
        }
    }

    private static string Showable(string? reason)
    {
        var trimmed = (reason ?? "").Trim();
        var cut = trimmed.Length > JudgeAnswer.LongestReason ? trimmed[..JudgeAnswer.LongestReason] : trimmed;
        return PlainText.RemarkProblem(cut, JudgeAnswer.LongestReason) is null ? cut : string.Concat(cut.Where(char.IsAscii).Where(letter => !char.IsControl(letter) || letter == '\n'));
    }

    private static string? ContentOf(JsonElement answer) =>
        Member(answer, "choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0
        && Member(choices[0], "message") is { } message && Member(message, "content") is { ValueKind: JsonValueKind.String } content ? content.GetString() : null;

    private static long? TokensOf(JsonElement answer) =>
        Member(answer, "usage") is { } usage && Member(usage, "total_tokens") is { ValueKind: JsonValueKind.Number } total && total.TryGetInt64(out var tokens) && tokens is >= 0 and <= JudgeTerms.HighestTokens ? tokens : null;

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    private static Judgement Unreadable(string why) => new(JudgementKind.Unreadable, why);
}

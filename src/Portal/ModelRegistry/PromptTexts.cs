using System.Text;
using System.Text.RegularExpressions;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A stretch of a prompt's text: as it is sent, or a variable that is put in.</summary>
public sealed record PromptPart(string Text, bool IsVariable);

/// <summary>Reads the texts of prompts.</summary>
public sealed class PromptTexts(BlobStore blobs)
{
    /// <summary>Null when the version has none, or when its bytes are no longer the ones that were declared.</summary>
    public async Task<string?> Of(VersionView version, CancellationToken ct)
    {
        if (version.Artifacts.SingleOrDefault(artifact => artifact is { Name: Declaration.PromptFile, StoredAt: not null }) is not { } text || version.Line.Kind != ArtefactKind.Prompt || !blobs.Has(text.Digest))
            return null;

        // A file of this name may have been sent, and may be large.
        var bytes = text.Size <= Declaration.LargestPrompt * sizeof(int) ? await blobs.ReadAsync(text.Digest, ct) : [];
        return Digest.Of(bytes) == text.Digest ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>The text cut where a declared variable stands: {{name}}, ${name} or {name}.</summary>
    public static IReadOnlyList<PromptPart> Parts(string text, IReadOnlyList<string> variables)
    {
        if (variables.Count == 0)
            return [new PromptPart(text, false)];

        var name = string.Join('|', variables.OrderByDescending(variable => variable.Length).Select(Regex.Escape));
        var places = new Regex($@"\{{\{{\s*(?:{name})\s*\}}\}}|\$?\{{(?:{name})\}}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        List<PromptPart> parts = [];
        var at = 0;
        foreach (var place in places.EnumerateMatches(text))
        {
            if (place.Index > at)
                parts.Add(new PromptPart(text[at..place.Index], false));
            parts.Add(new PromptPart(text.Substring(place.Index, place.Length), true));
            at = place.Index + place.Length;
        }

        if (at < text.Length)
            parts.Add(new PromptPart(text[at..], false));
        return parts;
    }
}

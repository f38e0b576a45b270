using System.Text;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Data that a run says it used; the digest is the client's own and no cryptographic one.</summary>
public sealed class RunInput
{
    public const int LongestName = 250;
    public const int LongestDigest = 80;
    public const int LongestText = 1_000_000;

    private RunInput() { }

    internal RunInput(TrackedId run, LoggedInput input) =>
        (Run, Name, ClientDigest, SourceType, Source, Schema, Profile, Context) = (run, input.Name, input.Digest, input.SourceType, input.Source, input.Schema, input.Profile, input.Context);

    public TrackedId Run { get; private set; }

    public string Name { get; private set; } = "";

    public string ClientDigest { get; private set; } = "";

    public string SourceType { get; private set; } = "";

    public string Source { get; private set; } = "";

    public string Schema { get; private set; } = "";

    public string Profile { get; private set; } = "";

    /// <summary>What they were used for: training, evaluation.</summary>
    public string Context { get; private set; } = "";

    internal void Use(string context) => Context = context;

    /// <summary>The client's digest where it is a SHA-256; else one over all that it says, so that the same statement is the same data.</summary>
    internal Digest Digest => Shared.Digest.TryParse($"sha256:{ClientDigest}") ?? Shared.Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', Name, ClientDigest, SourceType, Source)));

    /// <summary>How many rows its profile says; 0 when it says nothing of them.</summary>
    internal long Rows
    {
        get
        {
            try
            {
                using var profile = JsonDocument.Parse(Profile.Length == 0 ? "{}" : Profile);
                return profile.RootElement.ValueKind == JsonValueKind.Object && profile.RootElement.TryGetProperty("num_rows", out var rows) && rows.ValueKind == JsonValueKind.Number && rows.TryGetInt64(out var count) ? Math.Max(0, count) : 0;
            }
            catch (JsonException)
            {
                return 0;
            }
        }
    }
}

public sealed record LoggedInput(string Name, string Digest, string SourceType, string Source, string Schema, string Profile, string Context);

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.EndToEnd.Support;

/// <summary>What machines do at a portal, over its API and with the demo's token.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly HttpClient _client;

    public Pipeline(PortalProcess portal)
    {
        _client = portal.Client();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalProcess.DemoToken);
    }

    /// <summary>Declares a version of one artifact and sends its bytes; the answer to the last ones.</summary>
    public async Task<JsonElement> SealAsync(string system, string label, byte[] artifact, params string[] contributors)
    {
        await ExpectAsync(HttpStatusCode.Created, await _client.PostAsJsonAsync($"/api/v1/systems/{system}/versions", new
        {
            label,
            artefact = new { kind = "Model", name = "router" },
            artifacts = new[] { new { name = "model.bin", size = artifact.Length, sha256 = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(artifact)) } },
            contributors,
        }));
        using var bytes = new ByteArrayContent(artifact);
        return await ExpectAsync(HttpStatusCode.OK, await _client.PutAsync($"/api/v1/systems/{system}/versions/{label}/artifacts/model.bin", bytes));
    }

    /// <summary>Predictions for the rows of a suite, of whose first half, the positive one, so many are found; fifteen of the others are found in error.</summary>
    public async Task<JsonElement> PredictAsync(string system, string label, string suite, int rows, int found) =>
        await PostAsync($"/api/v1/systems/{system}/versions/{label}/evaluations", new
        {
            suite,
            rows = Enumerable.Range(0, rows).Select(index => new { id = $"c-{index}", prediction = index < found || index >= rows - 15 ? "urgent" : "calm", features = FeaturesOf(index) }),
        });

    /// <summary>A scan of today that found nothing.</summary>
    public async Task ScanAsync(string system, string label) => await PostAsync($"/api/v1/systems/{system}/versions/{label}/scans?database={TimeProvider.System.GetUtcNow():yyyy-MM-dd}", new
    {
        bomFormat = "CycloneDX",
        specVersion = "1.6",
        vulnerabilities = Array.Empty<object>(),
    });

    public async Task DocumentAsync(string system, string label, string kind)
    {
        using var text = new ByteArrayContent("# As asked\n\nRebuilt from the artifact; the figures are the same."u8.ToArray());
        text.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await ExpectAsync(HttpStatusCode.Created, await _client.PostAsync($"/api/v1/systems/{system}/versions/{label}/documents?kind={kind}&title={kind}&fileName={kind}.md", text));
    }

    /// <summary>The card as a file, and its way into review.</summary>
    public async Task PutCardAsync(string system, string label)
    {
        string[] sections =
        [
            "Overview", "Intended use", "Out-of-scope use", "Business problem", "Training", "Evaluation", "Fairness", "Limitations and failure modes", "Ethical considerations", "Contacts",
        ];
        using var card = new StringContent(string.Concat(sections.Select(section => $"## {section}\n\nWhat there is to say of it.\n\n")), System.Text.Encoding.UTF8, "text/markdown");
        await ExpectAsync(HttpStatusCode.Created, await _client.PutAsync($"/api/v1/systems/{system}/versions/{label}/card", card));
        await ExpectAsync(HttpStatusCode.OK, await _client.PostAsync($"/api/v1/systems/{system}/versions/{label}/card/submit", null));
    }

    public async Task<JsonElement> PostAsync(string address, object body) =>
        await ExpectAsync(HttpStatusCode.Created, await _client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body));

    /// <summary>Rows of live traffic, just now.</summary>
    public async Task SendAsync(string system, string label, int first, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = Enumerable.Range(first, count).Select(index => new
        {
            id = $"live-{index}",
            time = now,
            version = label,
            features = FeaturesOf(index),
            prediction = index % 2 == 0 ? "urgent" : "calm",
        });
        await ExpectAsync(HttpStatusCode.Accepted, await _client.PostAsJsonAsync($"/api/v1/telemetry/predictions?system={system}", rows));
    }

    /// <summary>Calls of a language model, just now, of which the first fail.</summary>
    public async Task CallAsync(string system, string label, int count, int failing)
    {
        var now = TimeProvider.System.GetUtcNow();
        var calls = Enumerable.Range(0, count).Select(index => new
        {
            id = $"call-{index}",
            time = now,
            version = label,
            model = "small",
            provider = "acme",
            inputTokens = 900,
            outputTokens = 40,
            latencyMs = 350,
            outcome = index < failing ? "error" : "ok",
        });
        await ExpectAsync(HttpStatusCode.Accepted, await _client.PostAsJsonAsync($"/api/v1/telemetry/calls?system={system}", calls));
    }

    /// <summary>The code of the latest request for a version.</summary>
    public async Task<string> PromotionAsync(string system, string label)
    {
        var page = await ReadAsync($"/api/v1/promotions?system={system}");
        return page.GetProperty("items").EnumerateArray().First(item => item.GetProperty("version").GetString() == label).GetProperty("code").GetString() ?? "";
    }

    public async Task<JsonElement> ReadAsync(string address) => await ExpectAsync(HttpStatusCode.OK, await _client.GetAsync(new Uri(address, UriKind.Relative)));

    /// <summary>The answer to a question that has a body.</summary>
    public async Task<JsonElement> AskAsync(string address, object body) =>
        await ExpectAsync(HttpStatusCode.OK, await _client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body));

    /// <summary>What a post is refused with.</summary>
    public async Task<string> RefusedAsync(string address, object body, HttpStatusCode expected) =>
        (await ExpectAsync(expected, await _client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body))).GetRawText();

    /// <summary>Keeps what is at an address as a file.</summary>
    public async Task<string> KeepAsync(string address, string file)
    {
        await File.WriteAllBytesAsync(file, await _client.GetByteArrayAsync(new Uri(address, UriKind.Relative)));
        return file;
    }

    public void Dispose() => _client.Dispose();

    private static object FeaturesOf(int index) => new { words = 20 + (index * 37 % 400), channel = index % 3 == 0 ? "letter" : "web" };

    private static async Task<JsonElement> ExpectAsync(HttpStatusCode expected, HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {body}");
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Accounts;
using Portal.Audit;
using Portal.Ledger;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Trees;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>What a reader who does not take the portal's word gets: all that they need to compute it again.</summary>
public sealed class LedgerApiTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _auditor = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _auditor = await _host.Client(await _host.Person("Auditor", Role.Auditor));
        for (var time = 0; time < 5; time++)
            _ = await _host.Get<SignIn>().Run(new(PortalHost.AddressOf("Auditor"), PortalHost.Password, Origin.None), default);
        await _host.Get<CheckpointWorker>().Turn(default);
    }

    public async Task DisposeAsync()
    {
        _auditor.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_entries_give_the_root_of_the_checkpoint_and_the_published_key_its_signature()
    {
        var tree = new GrowingTree();
        foreach (var item in (await Json("entries")).GetProperty("items").EnumerateArray())
        {
            var leaf = Leaf.Hash(item.GetProperty("bytes").GetBytesFromBase64());
            Assert.Equal($"sha256:{Convert.ToHexStringLower(leaf)}", item.GetProperty("digest").GetString());
            tree.Add(leaf);
        }

        var signed = Assert.IsType<SignedCheckpoint>(SignedCheckpoint.TryParse(await _auditor.GetStringAsync("/api/v1/ledger/checkpoint")));
        using var key = ECDsa.Create();
        key.ImportFromPem(await _host.Anonymous().GetStringAsync("/.well-known/ledger-key.pem"));
        Assert.True(signed.IsSignedBy(key));
        Assert.Equal((5, Convert.ToHexString(tree.Root)), (signed.Checkpoint.Size, Convert.ToHexString(signed.Checkpoint.Root)));
    }

    [Fact]
    public async Task Entries_go_on_after_the_index_that_is_named()
    {
        var answer = await Json("entries?after=2");

        Assert.Equal([3, 4], answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("index").GetInt64()));
        Assert.False(answer.TryGetProperty("next", out var next) && next.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task Proofs_hold_by_the_proof_alone()
    {
        var inclusion = await Json("proof/inclusion?index=3&size=5");
        var consistency = await Json("proof/consistency?from=2&to=5");

        Assert.True(Proofs.Includes(3, Hash(inclusion, "leaf"), 5, Hash(inclusion, "root"), Path(inclusion)));
        Assert.True(Proofs.Extends(2, Hash(consistency, "fromRoot"), 5, Hash(consistency, "toRoot"), Path(consistency)));
    }

    [Fact]
    public async Task The_export_is_every_entry_and_checkpoint_with_the_key_and_is_itself_the_last_entry()
    {
        using var answer = await _auditor.GetAsync("/api/v1/ledger/export");

        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var tree = new GrowingTree();
        foreach (var line in lines.Where(line => line.TryGetProperty("bytes", out _)))
            tree.Add(Leaf.Hash(line.GetProperty("bytes").GetBytesFromBase64()));
        var last = Assert.IsType<SignedCheckpoint>(SignedCheckpoint.TryParse(lines[^1].GetProperty("checkpoint").GetString() ?? ""));
        using var key = ECDsa.Create();
        key.ImportFromPem(lines[0].GetProperty("key").GetString());
        Assert.Equal(("portal-ledger/1", 6L, 6L), (lines[0].GetProperty("format").GetString(), lines[0].GetProperty("size").GetInt64(), tree.Size));
        Assert.Equal(Convert.ToHexString(tree.Root), Convert.ToHexString(last.Checkpoint.Root));
        Assert.True(last.IsSignedBy(key));
        Assert.Equal("ledger-6.ndjson", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("ledger.exported", (await _host.Get<AuditQueries>().Entry(5, default))?.Line.Action);
    }

    [Theory]
    [InlineData("entries?after=-2", "after")]
    [InlineData("entries?after=x", "after")]
    [InlineData("proof/inclusion?index=5&size=5", "index")]
    [InlineData("proof/inclusion?index=0&size=99999999999", "size")]
    [InlineData("proof/inclusion?size=5", "index")]
    [InlineData("proof/consistency?from=0&to=5", "from")]
    [InlineData("proof/consistency?from=1&to=6", "to")]
    public async Task What_is_asked_wrongly_is_named(string query, string field)
    {
        using var answer = await _auditor.GetAsync($"/api/v1/ledger/{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_the_audit_reads_no_ledger()
    {
        using var developer = await _host.Client(await _host.Person("Developer", Role.Developer), Permission.Read);

        foreach (var route in new[] { "entries", "export", "checkpoint", "proof/inclusion?index=0&size=1", "proof/consistency?from=1&to=1" })
        {
            using var answer = await developer.GetAsync($"/api/v1/ledger/{route}");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_that_is_bound_to_systems_reads_no_ledger()
    {
        var owner = await _host.Person("Owner", Role.SystemOwner, Role.Auditor);
        var filed = (await _host.Get<FileSystem>().Run(owner, new(new EntryContent { Name = "Scoring" }), default)).Value;
        var issued = (await _host.Get<IssueToken>().Run(owner, new(owner.Person.GetValueOrDefault(), "Bound", [Permission.ReadAudit], [filed.Id], TimeSpan.FromDays(1), "A test."), default)).Value;
        using var bound = _host.Anonymous();
        bound.DefaultRequestHeaders.Authorization = new("Bearer", issued.Secret);

        using var answer = await bound.GetAsync("/api/v1/ledger/entries");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("bound to systems", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<JsonElement> Json(string query) => _auditor.GetFromJsonAsync<JsonElement>($"/api/v1/ledger/{query}");

    private static byte[] Hash(JsonElement answer, string name) => Hash(answer.GetProperty(name));

    private static byte[] Hash(JsonElement digest) => Convert.FromHexString((digest.GetString() ?? "")["sha256:".Length..]);

    private static IReadOnlyList<byte[]> Path(JsonElement answer) => [.. answer.GetProperty("path").EnumerateArray().Select(Hash)];
}

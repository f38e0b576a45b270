using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class JudgementsApiTests : IAsyncLifetime
{
    private const string Judgements = "/api/v1/systems/AIS-0001/versions/v1.0/judgements";

    // A host that nobody has: what is tested here is the asking.
    private const string Nowhere = "https://judge.invalid";

    private static readonly object[] Rows = [new { id = "a", question = "When?", output = "At nine.", context = new[] { "We open at nine.", "On Mondays." } }];

    private PortalHost _host = null!;
    private Actor _owner = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(_owner);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Help desk", BusinessOwner = _owner.Person }, _owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
        var bytes = "weights"u8.ToArray();
        var declaration = new Declaration("v1.0", new(ArtefactKind.Model, "help-desk"), [new("model.bin", bytes.Length, Digest.Of(bytes))], [_owner.Person.GetValueOrDefault()]);
        _ = (await _host.Get<DeclareVersion>().Run(_owner, new("AIS-0001", declaration), default)).Value;
        _ = (await _host.Get<PutArtifact>().Run(_owner, new("AIS-0001", "v1.0", "model.bin", new MemoryStream(bytes)), default)).Value;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task What_is_asked_for_is_in_the_list_without_its_key()
    {
        using var answer = await _client.PostAsJsonAsync(Judgements, new { dataset = "answers", endpoint = Nowhere, model = "small", apiKey = "sk-secret", metrics = new[] { "Safety" }, mostCalls = 5, rows = Rows });
        var list = await _client.GetStringAsync(Judgements);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.DoesNotContain("sk-secret", list + await answer.Content.ReadAsStringAsync());
        using var json = JsonDocument.Parse(list);
        var one = json.RootElement.GetProperty("items")[0];
        Assert.Equal((1, "judge.invalid", "small", 1, 5), (one.GetProperty("judgement").GetInt32(), one.GetProperty("host").GetString(), one.GetProperty("model").GetString(), one.GetProperty("wanted").GetInt32(), one.GetProperty("mostCalls").GetInt32()));
    }

    [Theory]
    [InlineData("{}", "dataset")]
    [InlineData("""{"dataset":"a","endpoint":"http://127.0.0.1","model":"m"}""", "endpoint")]
    [InlineData("""{"dataset":"a","endpoint":"https://judge.invalid","model":"m"}""", "rows")]
    [InlineData("""{"dataset":"a","endpoint":"https://judge.invalid","model":"m","rows":[null]}""", "rows[0]")]
    [InlineData("""{"dataset":"a","endpoint":"https://judge.invalid","model":"m","metrics":["Recall"]}""", "metrics")]
    [InlineData("""{"dataset":"a","endpoint":"https://judge.invalid","model":"m","apiKey":"a b","rows":[{"id":1,"output":"x","context":"y"}]}""", "apiKey")]
    [InlineData("""{"dataset":"a","endpoint":"https://judge.invalid","model":"m","mostCalls":0}""", "mostCalls")]
    public async Task A_refusal_names_the_field(string body, string field)
    {
        using var answer = await _client.PostAsync(Judgements, new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"rows\":7}")]
    [InlineData("{\"metrics\":[\"Kindness\"]}")]
    [InlineData("{")]
    public async Task A_body_that_is_no_request_is_no_fault_of_ours(string body)
    {
        using var answer = await _client.PostAsync(Judgements, new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}

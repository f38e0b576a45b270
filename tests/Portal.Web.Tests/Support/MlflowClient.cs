using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Portal.Web.Tests.Support;

/// <summary>Speaks MLflow's protocol as its clients do, over a client that carries a token.</summary>
internal sealed class MlflowClient(HttpClient http)
{
    private const string Root = "/api/2.0/mlflow/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts";

    public HttpClient Http => http;

    public Task<MlflowAnswer> Post(string path, object body) => Send(HttpMethod.Post, Root + path, JsonContent.Create(body));

    public Task<MlflowAnswer> Patch(string path, object body) => Send(HttpMethod.Patch, Root + path, JsonContent.Create(body));

    public Task<MlflowAnswer> Delete(string path, object? body = null) => Send(HttpMethod.Delete, Root + path, body is null ? null : JsonContent.Create(body));

    public Task<MlflowAnswer> Get(string path) => Send(HttpMethod.Get, Root + path, null);

    public Task<MlflowAnswer> Raw(string path, string body) => Send(HttpMethod.Post, Root + path, new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<MlflowAnswer> Put(string path, string text) => Send(HttpMethod.Put, $"{Artifacts}/{path}", new StringContent(text));

    public Task<MlflowAnswer> DeleteFile(string path) => Send(HttpMethod.Delete, $"{Artifacts}/{path}", null);

    public Task<MlflowAnswer> ListFiles(string path) => Send(HttpMethod.Get, $"{Artifacts}?path={Uri.EscapeDataString(path)}", null);

    public async Task<(HttpStatusCode Status, string Text)> Fetch(string path)
    {
        using var answer = await http.GetAsync(new Uri($"{Artifacts}/{path}", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> Experiment(string name, params (string Key, string Value)[] tags) =>
        (await Post("experiments/create", new { name, tags = tags.Select(tag => new { key = tag.Key, value = tag.Value }) })).Ok().Text("experiment_id");

    /// <summary>A run in an experiment of its own name; the answer is its id.</summary>
    public async Task<string> Run(string experiment = "0", params (string Key, string Value)[] tags) =>
        (await Post("runs/create", new { experiment_id = experiment, start_time = 1_790_000_000_000, tags = tags.Select(tag => new { key = tag.Key, value = tag.Value }) })).Ok().Text("run", "info", "run_id");

    /// <summary>A model of the system, with one version of these bytes; the answer is the run that they came from.</summary>
    public async Task<string> Registered(string model, string? system, string bytes = "weights")
    {
        var run = await Run();
        (await Put($"0/{run}/artifacts/model/MLmodel", "flavors: {}")).Ok();
        (await Put($"0/{run}/artifacts/model/data/model.pkl", bytes)).Ok();
        object[] tags = system is null ? [] : [new { key = "portal.system", value = system }];
        (await Post("registered-models/create", new { name = model, tags })).Ok();
        (await Version(model, run)).Ok();
        return run;
    }

    public Task<MlflowAnswer> Version(string model, string run) =>
        Post("model-versions/create", new { name = model, source = $"mlflow-artifacts:/0/{run}/artifacts/model", run_id = run });

    private async Task<MlflowAnswer> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new MlflowAnswer(answer.StatusCode, answer.Content.Headers.ContentType, text);
    }
}

/// <summary>What came back: always a JSON object.</summary>
internal sealed record MlflowAnswer(HttpStatusCode Status, MediaTypeHeaderValue? Type, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string ErrorCode => Text("error_code");

    public string Message => Text("message");

    public MlflowAnswer Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status}: {Body}");
        Assert.Equal("application/json", Type?.MediaType);
        Assert.Equal(JsonValueKind.Object, Json.ValueKind);
        return this;
    }

    public void Is(HttpStatusCode status, string code)
    {
        Assert.True(Status == status, $"{(int)Status}: {Body}");
        Assert.Equal(code, ErrorCode);
        Assert.NotEmpty(Message);
    }

    public JsonElement At(params string[] path) => path.Aggregate(Json, (element, name) => int.TryParse(name, out var index) ? element[index] : element.GetProperty(name));

    public string Text(params string[] path) => At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : At(path).GetRawText();

    public IReadOnlyList<string> Each(string list, params string[] path) =>
        [.. Json.TryGetProperty(list, out var items) ? items.EnumerateArray().Select(item => path.Aggregate(item, (element, name) => element.GetProperty(name)).GetString() ?? "") : []];
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class StatisticsApiTests(OneSystem portal) : IClassFixture<OneSystem>
{
    private static readonly JsonElement Expected = Read("expected.json");

    // Of the file, not of the data; what is nested or a list in it is no figure of the flat answer, and SciPy's own p-value is not ours.
    private static readonly HashSet<string> NotAnswered = ["ks_p_scipy_asymp", "edges", "atoms", "ref_counts", "cur_counts", "categories", "binning", "quantiles_ref", "quantiles_cur", "welch"];

    public static IEnumerable<object[]> Drifts =>
        [.. new[] { "numeric", "categorical" }.SelectMany(kind => Expected.GetProperty(kind).EnumerateObject().Select(found => (object[])[kind, found.Name]))];

    [Theory, MemberData(nameof(Drifts))]
    public async Task The_drift_of_a_reference_case_is_the_one_that_was_computed_elsewhere(string kind, string name)
    {
        var inputs = Read($"inputs/{kind}_{name}.json");
        var expected = Expected.GetProperty(kind).GetProperty(name);

        var found = await Post("drift", $$"""{"reference":{{inputs.GetProperty("reference")}},"kind":"{{kind}}","current":{{inputs.GetProperty("current")}}}""");

        foreach (var side in new[] { "reference", "current" })
            foreach (var count in expected.GetProperty(side).EnumerateObject())
                Agree(count.Value, found.GetProperty($"{side}_{count.Name}"), $"{side}_{count.Name}");
        foreach (var figure in expected.EnumerateObject().Where(figure => figure.Name is not ("reference" or "current") && !NotAnswered.Contains(figure.Name)))
            Agree(figure.Value, found.GetProperty(figure.Name), figure.Name);
    }

    [Theory]
    [InlineData("three_groups")]
    [InlineData("no_positives_in_b")]
    public async Task Fairness_of_a_reference_case_is_the_one_that_was_computed_elsewhere(string name)
    {
        var (rows, expected) = (Read($"inputs/fairness_{name}.json"), Expected.GetProperty("fairness").GetProperty(name));
        var body = $$"""{"y":{{rows.GetProperty("y")}},"prediction":{{rows.GetProperty("pred")}},"group":{{rows.GetProperty("group")}}""";

        var named = await Post("evaluate", body + $$""","unprivileged":{{expected.GetProperty("unprivileged").GetRawText()}},"privileged":{{expected.GetProperty("privileged").GetRawText()}}}""");
        var unnamed = await Post("evaluate", body + "}");

        Agree(expected, named.GetProperty("fairness"), "fairness");
        Assert.Equal(named.GetRawText(), unnamed.GetRawText());
    }

    [Fact]
    public async Task Texts_and_shares_of_the_reference_are_those_that_were_computed_elsewhere()
    {
        foreach (var given in Expected.GetProperty("text").EnumerateArray())
        {
            var metrics = (await Post("evaluate", JsonSerializer.Serialize(new { texts = new[] { new { candidate = given.GetProperty("candidate"), reference = given.GetProperty("reference") } } }))).GetProperty("metrics");
            Agree(given.GetProperty("bleu4"), metrics.GetProperty("bleu").GetProperty("value"), "bleu");
            Agree(given.GetProperty("rouge_l").GetProperty("f1"), metrics.GetProperty("rouge_l").GetProperty("value"), "rouge_l");
        }

        foreach (var given in Expected.GetProperty("wilson").EnumerateArray().Where(given => given.GetProperty("n").GetInt32() > 0))
        {
            var (k, n) = (given.GetProperty("k").GetInt32(), given.GetProperty("n").GetInt32());
            var accuracy = (await Evaluate(new { y = Enumerable.Repeat(1, n), prediction = Enumerable.Range(0, n).Select(i => i < k ? 1 : 0) })).GetProperty("accuracy");
            Agree(given.GetProperty("ci")[0], accuracy.GetProperty("low"), "low");
            Agree(given.GetProperty("ci")[1], accuracy.GetProperty("high"), "high");
        }
    }

    // The examples of scikit-learn's manual: roc_auc_score, log_loss and mean_squared_error.
    [Fact]
    public async Task Zeros_and_ones_are_classes_and_a_score_beside_them_is_of_the_one()
    {
        var found = await Evaluate(new { y = new[] { 0, 0, 1, 1 }, prediction = new[] { 0, 1, 1, 1 }, score = new[] { 0.1, 0.4, 0.35, 0.8 } });

        Assert.Equal((0.75, 2 / 3.0, 1.0, 0.8, 0.75), (Value(found, "accuracy"), Value(found, "precision"), Value(found, "recall"), Value(found, "f1"), Value(found, "auc")));
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.6) + Math.Log(0.35) + Math.Log(0.8)) / 4, Value(found, "log_loss")!.Value, precision: 12);
        Assert.Equal(("DeLong, 95 %", "Wilson score, 95 %", "delta method, 95 %", "bootstrap, 1,000 samples, 95 %"), (Method(found, "auc"), Method(found, "recall"), Method(found, "f1"), Method(found, "ece")));
        Assert.Equal([null, null, null, null, null], new[] { "rmse", "mae", "mape", "bleu", "rouge_l" }.Select(name => Value(found, name)));
    }

    [Fact]
    public async Task Other_numbers_are_measured()
    {
        var found = await Evaluate(new { y = new[] { 3, -0.5, 2, 7 }, prediction = new[] { 2.5, 0.0, 2, 8 } });

        Assert.Equal(0.375, Math.Pow(Value(found, "rmse")!.Value, 2), precision: 12);
        Assert.Equal(0.5, Value(found, "mae")!.Value, precision: 12);
        Assert.Equal((0.5 / 3 + 1 + 0 + 1 / 7.0) / 4, Value(found, "mape")!.Value, precision: 12);
        Assert.Equal([null, null], new[] { "accuracy", "auc" }.Select(name => Value(found, name)));
    }

    // Of precision_recall_fscore_support in the same manual: macro 0.22, 0.33, 0.26.
    [Fact]
    public async Task Three_words_are_classes_of_which_each_weighs_the_same()
    {
        var found = await Evaluate(new { y = new[] { "cat", "dog", "pig", "cat", "dog", "pig" }, prediction = new[] { "cat", "pig", "dog", "cat", "cat", "dog" } });
        var ofCats = await Evaluate(new { y = new[] { "cat", "dog", "pig", "cat", "dog", "pig" }, prediction = new[] { "cat", "pig", "dog", "cat", "cat", "dog" }, positive = "cat" });

        Assert.Equal(2 / 9.0, Value(found, "precision")!.Value, precision: 12);
        Assert.Equal(1 / 3.0, Value(found, "recall")!.Value, precision: 12);
        Assert.Equal(0.8 / 3, Value(found, "f1")!.Value, precision: 12);
        Assert.Equal((2 / 3.0, 1.0), (Value(ofCats, "precision"), Value(ofCats, "recall")));
    }

    [Fact]
    public async Task Texts_of_four_words_are_compared_as_texts_unless_they_are_called_classes()
    {
        var rows = new { y = new[] { "the cat is on the mat", "no" }, prediction = new[] { "the cat sat on the mat", "no" } };

        var texts = await Evaluate(rows);
        var classes = await Evaluate(new { rows.y, rows.prediction, kind = "classification" });

        Assert.Equal((0.5, null), (Value(texts, "accuracy"), Value(texts, "precision")));
        Assert.Equal(((5 / 6.0) + 1) / 2, Value(texts, "rouge_l")!.Value, precision: 12);
        Assert.True(Value(classes, "precision") is not null && Value(classes, "bleu") is null);
    }

    [Theory]
    [InlineData("drift", """{"reference":[1,2],"current":[1,true],"kind":"numeric"}""", "current[1]")]
    [InlineData("drift", """{"reference":[1,[2]],"current":[1],"kind":"numeric"}""", "reference[1]")]
    [InlineData("drift", """{"reference":[1,{"a":2}],"current":[1],"kind":"numeric"}""", "reference[1]")]
    [InlineData("drift", """{"reference":[1,1e999],"current":[1],"kind":"numeric"}""", "reference[1]")]
    [InlineData("drift", """{"reference":["inf"],"current":[1],"kind":"numeric"}""", "reference[0]")]
    [InlineData("drift", """{"reference":[],"current":[1],"kind":"numeric"}""", "reference")]
    [InlineData("drift", """{"reference":7,"current":[1],"kind":"numeric"}""", "reference")]
    [InlineData("drift", """{"reference":null,"current":[1],"kind":"numeric"}""", "reference")]
    [InlineData("drift", """{"reference":[1],"kind":"numeric"}""", "current")]
    [InlineData("drift", """{"reference":["a"],"current":["a",1],"kind":"categorical"}""", "current[1]")]
    [InlineData("drift", """{"reference":["\ud800"],"current":["a"],"kind":"categorical"}""", "reference[0]")]
    [InlineData("drift", """{"reference":[1],"current":[1],"kind":"ordinal"}""", "kind")]
    [InlineData("drift", """{"reference":[1],"current":[1],"kind":1}""", "kind")]
    [InlineData("drift", """{"reference":[1],"current":[1]}""", "kind")]
    [InlineData("drift", """{"reference":[1],"current":[1],"kind":"numeric","bins":7}""", "bins")]
    [InlineData("drift", """{"reference":[1],"reference":[2],"current":[1],"kind":"numeric"}""", "reference")]
    [InlineData("drift", """{"reference":[1],"current":[1],"kind":"numeric"}x""", "body")]
    [InlineData("drift", """{"reference":[1,""", "body")]
    [InlineData("drift", "[]", "body")]
    [InlineData("drift", "", "body")]
    [InlineData("evaluate", "{}", "y")]
    [InlineData("evaluate", """{"y":[0,1]}""", "prediction")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0]}""", "prediction")]
    [InlineData("evaluate", """{"y":[0,null],"prediction":[0,1]}""", "y[1]")]
    [InlineData("evaluate", """{"y":[true,false],"prediction":[0,1]}""", "y[0]")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,"1"]}""", "prediction[1]")]
    [InlineData("evaluate", """{"y":["a"],"prediction":[1]}""", "prediction[0]")]
    [InlineData("evaluate", """{"y":[0,"Infinity"],"prediction":[0,1]}""", "y[1]")]
    [InlineData("evaluate", """{"y":[1.5,1e300],"prediction":[0,1]}""", "prediction[1]")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,1],"score":[0.5]}""", "score")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,1],"score":[0.5,null]}""", "score[1]")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,1],"group":["A",null]}""", "group[1]")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,1],"group":["A","B"],"privileged":"C"}""", "privileged")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,1],"positive":"2"}""", "positive")]
    [InlineData("evaluate", """{"y":[0,1],"prediction":[0,1],"kind":"text"}""", "y")]
    [InlineData("evaluate", """{"y":["a"],"prediction":["b"],"kind":"regression"}""", "y")]
    [InlineData("evaluate", """{"texts":[]}""", "texts")]
    [InlineData("evaluate", """{"texts":[{"candidate":"a"}]}""", "texts[0]")]
    [InlineData("evaluate", """{"texts":[{"candidate":"a","reference":"b"},{"candidate":"a","reference":{}}]}""", "texts[1]")]
    [InlineData("evaluate", """{"texts":[{"candidate":"a","reference":"b","reference":"c"}]}""", "texts[0]")]
    public async Task What_cannot_be_computed_with_is_refused_by_its_field(string route, string body, string field)
    {
        using var answer = await Send(route, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Texts_whose_comparison_would_take_minutes_are_refused_at_once()
    {
        var text = string.Join(' ', Enumerable.Repeat("a", 9_999));
        var body = JsonSerializer.Serialize(new { texts = Enumerable.Repeat(new { candidate = text, reference = text }, 60) });
        var watch = System.Diagnostics.Stopwatch.StartNew();

        using var answer = await Send("evaluate", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("texts[2]", await answer.Content.ReadAsStringAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task More_than_a_million_values_or_more_bytes_than_these_take_are_refused()
    {
        using var many = await Send("drift", $$"""{"kind":"numeric","current":[1],"reference":[{{string.Join(',', Enumerable.Repeat("1", 1_000_001))}}]}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statistics/drift") { Content = JsonContent.Create(new string(' ', 48 * 1024 * 1024)) };
        using var large = await portal.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge), (many.StatusCode, large.StatusCode));
        Assert.Contains("\"reference\"", await many.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_of_another_type_is_told_which_one_it_is() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await portal.Client.PostAsync("/api/v1/statistics/drift", new StringContent("1,2", Encoding.UTF8, "text/csv"))).StatusCode);

    [Fact]
    public async Task The_description_has_both_with_what_they_take_and_answer()
    {
        var paths = (await portal.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        foreach (var (route, member) in new[] { ("drift", "DriftAnswer"), ("evaluate", "EvaluateAnswer") })
        {
            var post = paths.GetProperty($"/api/v1/statistics/{route}").GetProperty("post");
            Assert.Contains($"{member}", post.GetProperty("responses").GetProperty("200").GetRawText());
            Assert.True(post.TryGetProperty("requestBody", out _) && post.GetProperty("description").GetString()!.Contains("null where"));
        }
    }

    private async Task<JsonElement> Evaluate(object body) => (await Post("evaluate", JsonSerializer.Serialize(body))).GetProperty("metrics");

    private async Task<JsonElement> Post(string route, string body)
    {
        using var answer = await Send(route, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> Send(string route, string body) =>
        portal.Client.PostAsync($"/api/v1/statistics/{route}", new StringContent(body, Encoding.UTF8, "application/json"));

    private static double? Value(JsonElement metrics, string name) =>
        metrics.GetProperty(name) is { ValueKind: JsonValueKind.Object } figure ? figure.GetProperty("value").GetDouble() : null;

    private static string? Method(JsonElement metrics, string name) => metrics.GetProperty(name).GetProperty("method").GetString();

    private static void Agree(JsonElement expected, JsonElement found, string name)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                    Agree(member.Value, found.GetProperty(member.Name), member.Name);
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), found.GetArrayLength());
                foreach (var (i, item) in expected.EnumerateArray().Index())
                    Agree(item, found[i], name);
                break;
            case JsonValueKind.Number:
                Assert.True(IsNear(expected.GetDouble(), found.GetDouble(), name is "p" or "chi2_gof_p" || name.StartsWith("ks_p_", StringComparison.Ordinal)), $"{name} is {found} in place of {expected}.");
                break;
            default:
                Assert.Equal(expected.GetRawText(), found.GetRawText());
                break;
        }
    }

    // As conventions.tolerance says.
    private static bool IsNear(double expected, double actual, bool isP) => (isP, expected > 1e-12) switch
    {
        (true, true) => Math.Abs(expected - actual) <= 1e-6 * expected,
        (true, false) => actual is >= 0 and < 1e-12,
        _ => Math.Abs(expected - actual) <= Math.Max(1e-9, 1e-8 * Math.Abs(expected)),
    };

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", file))).RootElement;
}

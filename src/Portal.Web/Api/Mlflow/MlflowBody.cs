using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Search;

namespace Portal.Web.Api.Mlflow;

/// <summary>
/// What a client of the protocol sent, be it JSON in a body, of a DELETE too, or a query: names that are not asked for are passed over, whole numbers
/// come as numbers or as texts, and every fault of it is told at once.
/// </summary>
internal sealed class MlflowBody : IBindableFromHttpContext<MlflowBody>
{
    private readonly JsonElement _json;
    private readonly IQueryCollection? _query;
    private readonly List<Fault> _faults;
    private readonly string _prefix;

    private MlflowBody(JsonElement json, IQueryCollection? query, List<Fault> faults, string prefix = "") => (_json, _query, _faults, _prefix) = (json, query, faults, prefix);

    public Refusal? Refusal => _faults.Count > 0 ? new Invalid(_faults) : null;

    public static async ValueTask<MlflowBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        List<Fault> faults = [];
        return new MlflowBody(await Read(context.Request, faults, context.RequestAborted), context.Request.Query, faults);
    }

    public bool Has(string name) => Find(name) is not null || _query?.ContainsKey(name) == true;

    /// <summary>Empty when it is not there.</summary>
    public string Text(string name) => Optional(name) ?? "";

    public string? Optional(string name) => Find(name) switch
    {
        null => _query?[name].LastOrDefault(),
        { ValueKind: JsonValueKind.String } text => Read(text, name),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => Wrong(name, "It is not a text."),
    };

    public string Required(string name) => Optional(name) is { Length: > 0 } text ? text : Wrong(name, "It is missing.") ?? "";

    public long? Whole(string name) => Optional(name) switch
    {
        null or "" => null,
        { } text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1L << 53 && Math.Floor(number) == number => (long)number,
        _ => WrongNumber(name, "It is not a whole number."),
    };

    public int Number(string name) => Optional(name) is { Length: > 0 } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int)(WrongNumber(name, "It is not a whole number from 0.") ?? 0)
        : (int)(WrongNumber(name, "It is missing.") ?? 0);

    /// <summary>Texts stand for what JSON has no number for.</summary>
    public double Figure(string name) => Required(name) switch
    {
        "NaN" => double.NaN,
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => WrongNumber(name, "It is not a number.") ?? 0,
    };

    /// <summary>A run under its name of today or its older one.</summary>
    public TrackedId Run() => OptionalRun() is { } run ? run : Missing("run_id");

    public TrackedId? OptionalRun()
    {
        var text = Text("run_id") is { Length: > 0 } id ? id : Text("run_uuid");
        if (text.Length == 0)
            return null;

        return TrackedId.TryParse(text) is { } run ? run : Missing("run_id");
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } found)
            return [.. _query?[name].OfType<string>() ?? []];
        if (found.ValueKind == JsonValueKind.String)
            return [Read(found, name) ?? ""];

        return [.. List(name, found).Select(item => item.ValueKind == JsonValueKind.String ? Read(item, name) ?? "" : item.GetRawText())];
    }

    public IReadOnlyList<MlflowBody> Objects(string name)
    {
        if (Find(name) is not { } found)
            return [];
        if (List(name, found) is var items && items.Any(item => item.ValueKind != JsonValueKind.Object))
        {
            _ = Wrong(name, "It is not a list of objects.");
            return [];
        }

        return [.. items.Select((item, at) => new MlflowBody(item, null, _faults, $"{_prefix}{name}[{at}]."))];
    }

    public MlflowBody Object(string name) =>
        new(Find(name) is { ValueKind: JsonValueKind.Object } found ? found : default, null, _faults, $"{_prefix}{name}.");

    public IReadOnlyList<TextPair> Pairs(string name) => [.. Objects(name).Select(pair => pair.Pair())];

    public TextPair Pair() => new(Required("key"), Text("value"));

    public SearchPage Page(int usually) => Take("max_results", SearchPage.Of(Whole("max_results"), Text("page_token"), usually));

    public Filter Filter(string name = "filter") => Take(name, Tracking.Search.Filter.Parse(Text(name))) ?? Tracking.Search.Filter.None;

    public IReadOnlyList<Ordering> Orders() => [.. Texts("order_by").Where(text => text.Length > 0).Select(text => Take("order_by", Tracking.Search.Filter.ParseOrder(text))).OfType<Ordering>()];

    public LifeView View(string name) => Text(name).ToUpperInvariant() switch
    {
        "" or "ACTIVE_ONLY" or "1" => LifeView.ActiveOnly,
        "DELETED_ONLY" or "2" => LifeView.DeletedOnly,
        "ALL" or "3" => LifeView.All,
        _ => Wrong(name, "It is none of ACTIVE_ONLY, DELETED_ONLY and ALL.") is null ? LifeView.ActiveOnly : default,
    };

    public T? Take<T>(string name, Result<T> result)
    {
        if (result.Succeeded(out var value, out var refusal))
            return value;

        _faults.AddRange(refusal is Invalid invalid ? invalid.Faults : [new Fault(name, refusal.Message)]);
        return default;
    }

    public string? Wrong(string name, string problem)
    {
        _faults.Add(new Fault(_prefix + name, problem));
        return null;
    }

    private double? WrongFigure(string name, string problem) => Wrong(name, problem) is null ? null : 0;

    private long? WrongNumber(string name, string problem) => WrongFigure(name, problem) is null ? null : 0;

    private TrackedId Missing(string name)
    {
        _ = Wrong(name, "It is no id of a run: 32 hexadecimal digits.");
        return default;
    }

    private JsonElement? Find(string name) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement[] List(string name, JsonElement found)
    {
        if (found.ValueKind == JsonValueKind.Array)
            return [.. found.EnumerateArray()];

        _ = Wrong(name, "It is not a list.");
        return [];
    }

    /// <summary>A lone half of a surrogate pair is found only when the text is read.</summary>
    private string? Read(JsonElement text, string name)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return Wrong(name, "It is no Unicode text.");
        }
    }

    private static async Task<JsonElement> Read(HttpRequest request, List<Fault> faults, CancellationToken ct)
    {
        if (request.ContentLength is 0 or null && !request.Headers.ContainsKey("Transfer-Encoding"))
            return default;

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 64 }, ct);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Told below, as what is JSON but no object.
        }

        faults.Add(new Fault("body", "It is no JSON object."));
        return default;
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>A value in the query or the path that is not of its kind is refused by its name, with what it may be, before anything is bound to it.</summary>
internal static class QueryValues
{
    public static RouteGroupBuilder RefuseWrongValues(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            var values = endpoint.Metadata.OfType<IParameterBindingMetadata>().Select(Value.Of).OfType<Value>().ToList();
            if (values.Count == 0 || endpoint.RequestDelegate is not { } bound)
                return;

            endpoint.RequestDelegate = http => values.Select(value => value.FaultIn(http)).OfType<Fault>().ToList() is { Count: > 0 } faults
                ? Answers.Problem(new Invalid(faults)).ExecuteAsync(http)
                : bound(http);
        });
        return group;
    }

    private sealed record Value(string Name, bool IsNeeded, Func<string, bool> Takes, string Kind)
    {
        public static Value? Of(IParameterBindingMetadata parameter)
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            Value? Typed(Func<string, bool> takes, string kind) => new(parameter.Name, !parameter.IsOptional, takes, kind);
            return type switch
            {
                { IsEnum: true } => Typed(text => !text.Any(char.IsAsciiDigit) && Enum.TryParse(type, text, ignoreCase: true, out var one) && Enum.IsDefined(type, one), $"It is one of {string.Join(", ", Enum.GetNames(type))}."),
                _ when type == typeof(int) => Typed(text => int.TryParse(text, CultureInfo.InvariantCulture, out _), $"It is a whole number of at most {int.MaxValue}."),
                _ when type == typeof(long) => Typed(text => long.TryParse(text, CultureInfo.InvariantCulture, out _), "It is a whole number."),
                _ when type == typeof(bool) => Typed(text => bool.TryParse(text, out _), "It is true or false."),
                _ when type == typeof(Guid) => Typed(text => Guid.TryParse(text, out _), "It is an id, as the portal gave it."),
                _ when type == typeof(DateOnly) => Typed(text => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _), "It is a day, written as 2026-01-31."),
                _ when type == typeof(DateTimeOffset) => Typed(text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _), "It is an instant, written as 2026-01-31T12:00:00Z."),
                _ => null,
            };
        }

        public Fault? FaultIn(HttpContext http)
        {
            if (http.Request.RouteValues.TryGetValue(Name, out var routed))
                return Takes(Convert.ToString(routed, CultureInfo.InvariantCulture) ?? "") ? null : new Fault(Name, Kind);

            var sent = http.Request.Query[Name];
            return sent.Count switch
            {
                0 => IsNeeded ? new Fault(Name, $"It is missing. {Kind}") : null,
                // Empty is as good as not sent, as for every filter.
                1 when sent[0] is { Length: > 0 } text => Takes(text) ? null : new Fault(Name, Kind),
                1 => IsNeeded ? new Fault(Name, $"It is missing. {Kind}") : null,
                _ => new Fault(Name, "It is sent more than once."),
            };
        }
    }
}

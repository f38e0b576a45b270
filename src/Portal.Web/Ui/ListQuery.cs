using Microsoft.AspNetCore.Components;

namespace Portal.Web.Ui;

/// <summary>What a list shows stands in its address; a change of it begins at the first page.</summary>
internal static class ListQuery
{
    public static string Of(IEnumerable<string> keys, Func<string, IReadOnlyList<string>> valuesOf) =>
        string.Join('&', keys.SelectMany(key => valuesOf(key).Select(value => $"{key}={Uri.EscapeDataString(value)}")));

    /// <summary>Letters of a search are no steps to go back by.</summary>
    public static void Narrow(this NavigationManager navigator, string key, IReadOnlyList<string> values) => navigator.NavigateTo(
        navigator.GetUriWithQueryParameters(new Dictionary<string, object?> { [key] = values.Count > 0 ? values.ToArray() : null, ["page"] = null }),
        replace: key == "q");
}

using Microsoft.AspNetCore.Components;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Samples;

/// <summary>Two columns of values, or two periods of a system, held against each other.</summary>
public sealed partial class ComparePage : ComponentBase
{
    private static readonly IReadOnlyList<Tab> Parts = [new("samples", "Two samples"), new("periods", "Two periods of a system")];
    private static readonly IReadOnlyList<Choice<SampleKind>> Kinds = [new(SampleKind.Numbers, "numbers"), new(SampleKind.Categories, "categories")];

    private SampleColumn? _reference;
    private SampleColumn? _current;
    private SampleKind _kind = SampleKind.AsTheyAre;
    private SampleComparison? _compared;
    private Invalid? _refused;

    [SupplyParameterFromQuery(Name = "tab")] public string? Part { get; set; }

    [SupplyParameterFromQuery(Name = "system")] public string? System { get; set; }

    private string Current => Parts.FirstOrDefault(part => part.Key == Part)?.Key ?? Parts[0].Key;

    private string? FaultOf(string side) => _refused.Of(side);

    private void Take(SampleColumn? side, bool isReference)
    {
        if (isReference) _reference = side;
        else _current = side;
        Compare(_kind);
    }

    private void Compare(SampleKind kind)
    {
        _kind = kind == default ? SampleKind.AsTheyAre : kind;
        (_compared, _refused) = (null, null);
        if (_reference is null || _current is null)
            return;

        if (SampleComparison.Of(_reference, _current, _kind).Succeeded(out var compared, out var refusal)) _compared = compared;
        else _refused = refusal as Invalid;
    }
}

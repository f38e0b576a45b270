using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.Promotions;

/// <summary>What an address asks of the list of requests: the open ones, unless all are asked for.</summary>
public sealed record PromotionAddress(PromotionFilter Filter, IReadOnlyList<Fault> Faults)
{
    public static readonly IReadOnlyList<string> Filtering = ["show", "system"];

    private enum Show { Open = 1, All }

    public static PromotionAddress Read(Func<string, IReadOnlyList<string>> valuesOf)
    {
        var address = new ListAddress(valuesOf);
        var show = address.Last("show") is { } text ? address.Choice<Show>("show", text) : Show.Open;
        return new PromotionAddress(new PromotionFilter(OpenOnly: show != Show.All, address.Text("system")), address.Faults);
    }
}

using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>A page of a list as the API gives it.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items, int Page, int Size, int Total);

internal static class Listings
{
    public const int UsualSize = 50;

    public static Listing<TItem> Listed<TLine, TItem>(this Page<TLine> page, Func<TLine, TItem> item) =>
        new([.. page.Items.Select(item)], page.Number, page.Size, page.Total);
}

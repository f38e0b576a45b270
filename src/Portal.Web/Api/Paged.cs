using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>A page of a list as the API answers it.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Page, int Size, int Total);

internal static class Paging
{
    private const int RowsUnlessTold = 50;

    public static PageRequest Of(int? page, int? size) => new(page ?? 1, size ?? RowsUnlessTold);

    public static Paged<TAnswer> ToAnswer<T, TAnswer>(this Page<T> page, Func<T, TAnswer> answer) =>
        new([.. page.Items.Select(answer)], page.Number, page.Size, page.Total);
}

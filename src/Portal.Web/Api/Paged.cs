using System.Globalization;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>A page of a list as the API answers it.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Page, int Size, int Total);

internal static class Paging
{
    private const int RowsUnlessTold = 50;

    public static PageRequest Of(int? page, int? size) => new(page ?? 1, size ?? RowsUnlessTold);

    /// <summary>A page that cannot be is refused: cut to what can be, a client would take it for the whole.</summary>
    public static async ValueTask<object?> RefuseOthers(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var query = context.HttpContext.Request.Query;
        if (Number(query["page"]) is < 1)
            return Answers.Problem(new Invalid("page", "Pages are counted from 1."));
        if (Number(query["size"]) is < 1 or > PageRequest.MostRows)
            return Answers.Problem(new Invalid("size", $"A page has 1 to {PageRequest.MostRows} rows."));

        return await next(context);
    }

    // What is no number at all was refused before.
    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Paged<TAnswer> ToAnswer<T, TAnswer>(this Page<T> page, Func<T, TAnswer> answer) =>
        new([.. page.Items.Select(answer)], page.Number, page.Size, page.Total);
}

using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Tables as downloads: which format is asked for, and the file as it is written.</summary>
internal static class TableAnswers
{
    public static Result<TableFormat> FormatOf(HttpRequest request) => request.Query["format"].ToString() switch
    {
        "csv" => TableFormat.Csv,
        "xlsx" => TableFormat.Xlsx,
        "json" => TableFormat.Json,
        _ => new Invalid("format", "It is one of csv, xlsx, json."),
    };

    public static IResult ToFile(this Result<TableFile> result, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return result.ToHttp(file => Results.Stream(stream => file.WriteTo(stream, ct), file.ContentType, file.Name));
    }
}

using System.Text.Json;

namespace Portal.Web.Api;

/// <summary>
/// Reads a JSON body in the endpoint, not while it is chosen: a request that forgot its Content-Type would else be told that there
/// is no such route.
/// </summary>
internal static class JsonBody
{
    public static async Task<T> Read<T>(HttpContext http) where T : class
    {
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException("Send JSON: Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);

        try
        {
            return await http.Request.ReadFromJsonAsync<T>(http.RequestAborted) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body cannot be read.", fault);
        }
    }
}

using Microsoft.Net.Http.Headers;
using Portal.ModelRegistry;

namespace Portal.Web.ModelRegistry;

/// <summary>The bytes of an artifact as a file. When they turn out to be others than were declared, the line is cut: no reader takes them for whole.</summary>
internal sealed class ArtifactFile(OpenedArtifact artifact, OpenArtifact open, Func<IResult> refuse) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        await using var content = artifact.Content;
        if (await CheckedCopy.Run(artifact, Body, httpContext.RequestAborted))
            return;

        await open.Differs(artifact.Version, CancellationToken.None);
        if (response.HasStarted)
            httpContext.Abort();
        else
            await refuse().ExecuteAsync(httpContext);

        Stream Body()
        {
            if (!response.HasStarted)
            {
                response.ContentType = "application/octet-stream";
                response.ContentLength = artifact.Size;
                response.Headers.CacheControl = "private, no-store";
                response.Headers.ContentDisposition = Disposition(artifact.Name);
                response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(artifact.Digest.ToHash())}:";
            }

            return response.Body;
        }
    }

    private static string Disposition(string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }
}

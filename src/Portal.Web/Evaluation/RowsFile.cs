using System.Buffers;
using Microsoft.Net.Http.Headers;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Api;

namespace Portal.Web.Evaluation;

/// <summary>Rows as a file of NDJSON: always as a file, so that nothing in it runs as the portal.</summary>
internal static class RowsFile
{
    public const string MediaType = "application/x-ndjson";

    /// <summary>Held against their digest on the way: when they turn out to be others, the line is cut.</summary>
    public static IResult Of(OpenedRows rows, int run, string name) => rows.IsMasked ? new Masked(rows, name) : new Checked(rows, run, name);

    /// <summary>Opened as they go out. They are known by the digest of the blob in which they lie sealed.</summary>
    public static IResult Of(SealedLines lines, string name) => new Unsealed(lines, name);

    private static void Begin(HttpResponse response, string tag, string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.ContentType = MediaType;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ETag = $"\"{tag}\"";
    }

    private sealed class Checked(OpenedRows rows, int run, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            await using var content = rows.Content;
            if (await CheckedCopy.Run(content, rows.Digest, Body, httpContext.RequestAborted))
                return;
            if (response.HasStarted)
                httpContext.Abort();
            else
                await Answers.Problem(ReadRunRows.Gone(run)).ExecuteAsync(httpContext);

            Stream Body()
            {
                if (!response.HasStarted)
                {
                    Begin(response, rows.Digest.Text, name);
                    response.ContentLength = content.Length;
                    response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(rows.Digest.ToHash())}:";
                }

                return response.Body;
            }
        }
    }

    /// <summary>Other bytes than are kept, so their digest says nothing of them.</summary>
    private sealed class Masked(OpenedRows rows, string name) : IResult
    {
        private const int Portion = 500;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (number, ct) = (0, httpContext.RequestAborted);
            await using var content = rows.Content;
            Begin(httpContext.Response, $"{rows.Digest.Text}-masked", name);
            await foreach (var part in EvaluationRows.Read(content, ct).Chunk(Portion).WithCancellation(ct))
            {
                var lines = new ArrayBufferWriter<byte>();
                EvaluationRows.Write(lines, part.Select(row => row.Masked(++number)));
                await httpContext.Response.Body.WriteAsync(lines.WrittenMemory, ct);
            }
        }
    }

    private sealed class Unsealed(SealedLines lines, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            Begin(httpContext.Response, lines.Blob.Text, name);
            await foreach (var piece in lines.Pieces.WithCancellation(httpContext.RequestAborted))
                await httpContext.Response.Body.WriteAsync(piece, httpContext.RequestAborted);
        }
    }
}

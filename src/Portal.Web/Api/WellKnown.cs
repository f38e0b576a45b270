using Portal.Audit;
using Portal.Promotions;

namespace Portal.Web.Api;

/// <summary>What anybody needs to check a certificate or a checkpoint: the public keys, as JWKS and as PEM.</summary>
internal static class WellKnown
{
    public static void MapWellKnown(this IEndpointRouteBuilder app)
    {
        var known = app.MapGroup("/.well-known").AllowAnonymous().ExcludeFromDescription();
        known.MapGet("/jwks.json", (CertificateKeys keys) => Results.Bytes(keys.Published.ToBytes(), "application/jwk-set+json"));
        known.MapGet("/ledger-key.pem", (LedgerKeys keys) => Results.Text(keys.PublicPem, "application/x-pem-file"));
        known.MapGet("/portal-key.pem", (CertificateKeys keys) => Results.Text(keys.PublicPem, "application/x-pem-file"));
    }
}

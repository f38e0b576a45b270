namespace Portal.Promotions;

/// <summary>What happens to a request, in the words of the ledger.</summary>
public static class PromotionEvents
{
    public const string Requested = "promotion.requested";
    public const string Approved = "promotion.approved";
    public const string Rejected = "promotion.rejected";
    public const string WentStale = "promotion.went-stale";
    public const string Withdrawn = "promotion.withdrawn";
    public const string Applied = "promotion.applied";
    public const string Superseded = "promotion.superseded";
    public const string CertificateIssued = "certificate.issued";
}

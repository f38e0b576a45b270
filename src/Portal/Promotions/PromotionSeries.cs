using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>The series that one revision of a request was submitted with. They lie beside the request, which lists read without them.</summary>
public sealed class PromotionSeries
{
    private PromotionSeries() { }

    public PromotionId Promotion { get; private set; }

    public int Revision { get; private set; }

    public TrafficDrift Content { get; private set; } = new(default, "", default, default, 0, [], []);

    internal static PromotionSeries Of(Promotion promotion, TrafficDrift series) => new() { Promotion = promotion.Id, Revision = promotion.Revision, Content = series };

    internal static Task<TrafficDrift?> Read(PortalDb db, PromotionId promotion, int revision, CancellationToken ct) =>
        db.PromotionSeries.AsNoTracking().Where(row => row.Promotion == promotion && row.Revision == revision).Select(row => (TrafficDrift?)row.Content).SingleOrDefaultAsync(ct);
}

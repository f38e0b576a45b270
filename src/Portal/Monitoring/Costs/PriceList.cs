using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Monitoring.Costs;

/// <summary>The prices up to one number, which never change again.</summary>
internal sealed class PriceList(IReadOnlyList<ModelPrice> added)
{
    private readonly ILookup<(string, string), ModelPrice> _prices = ShippedPrices.All.Concat(added).ToLookup(price => Key(price.Provider, price.Model));

    public static PriceList Shipped { get; } = new([]);

    /// <summary>The price on a day: the one that holds from the latest day, and of several from one day the one added last.</summary>
    public ModelPrice? Of(string provider, string model, DateOnly day) =>
        _prices[Key(provider, model)].Where(price => price.ValidFrom <= day).OrderByDescending(price => price.Number > 0).ThenByDescending(price => price.ValidFrom).ThenByDescending(price => price.Number).FirstOrDefault();

    public static async Task<PriceList> Until(PortalDb db, int number, CancellationToken ct) =>
        number == 0 ? Shipped : new PriceList(await db.ModelPrices.AsNoTracking().Where(price => price.Number <= number).ToListAsync(ct));

    private static (string, string) Key(string provider, string model) => (provider.Trim().ToUpperInvariant(), model.Trim().ToUpperInvariant());
}

using Bunit;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Promotions;

namespace Portal.Web.Tests.Support;

/// <summary>A review room as one person sees it, over a scene of its own.</summary>
public abstract class RoomTests : BunitContext, IAsyncLifetime
{
    private protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private protected PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync() => _scene = await PromotionScene.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    private protected IRenderedComponent<ReviewRoomPage> Enter(Actor reader, PromotionId promotion, BunitContext? screen = null)
    {
        (screen ?? this).Over(Scene.Host, reader);
        var room = (screen ?? this).Render<ReviewRoomPage>(parameters => parameters.Add(page => page.Id, promotion.ToString()));
        room.WaitForAssertion(() => room.Find(".standing"), Soon);
        return room;
    }

    private protected async Task<(PromotionState State, int Revision)> Standing(PromotionId promotion)
    {
        var room = await Scene.Room(promotion, Scene.Owner);
        return (room.State, room.Revision);
    }

    private protected static IEnumerable<string> Buttons(IRenderedComponent<ReviewRoomPage> room) => room.FindAll(".action button").Select(button => button.TextContent);

    /// <summary>As it is read: runs of white space are one space.</summary>
    private protected static string Text(IRenderedComponent<ReviewRoomPage> room, string selector) =>
        string.Join(' ', string.Join(' ', room.FindAll(selector).Select(found => found.TextContent)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

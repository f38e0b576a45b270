namespace Portal.Web.Layout;

/// <summary>What the frame around every page says about this installation.</summary>
internal sealed record FrameOptions
{
    public bool Demo { get; init; }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Web.Layout;

/// <summary>A line of the menu, marked on the pages below its own, unless one of these has a line itself.</summary>
public sealed class MenuLink : NavLink
{
    [Parameter, EditorRequired] public required IReadOnlyList<string> Nearer { get; set; }

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    protected override bool ShouldMatch(string uriAbsolute) =>
        base.ShouldMatch(uriAbsolute) && !Nearer.Any(href => uriAbsolute.StartsWith(Navigator.ToAbsoluteUri(href).AbsoluteUri, StringComparison.Ordinal));
}

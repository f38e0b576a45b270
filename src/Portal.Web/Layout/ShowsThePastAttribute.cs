using System.Reflection;

namespace Portal.Web.Layout;

/// <summary>On a page that can show a past day, or shows the same on every day. All others say that they cannot, and show nothing.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShowsThePastAttribute : Attribute
{
    public static bool IsOn(Type page) => page.GetCustomAttribute<ShowsThePastAttribute>() is not null;
}

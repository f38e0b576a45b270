using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;

namespace Portal.Web.Layout;

/// <summary>Deny by default: a page that names neither a policy nor that everybody may enter is shown to nobody.</summary>
internal static class PageGuard
{
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    public static bool NamesWhoMayEnter(Type page) => Known.GetOrAdd(page, static type =>
        type.GetCustomAttributes(inherit: true).Any(attribute => attribute is IAllowAnonymous or IAuthorizeData { Policy: not null }));
}

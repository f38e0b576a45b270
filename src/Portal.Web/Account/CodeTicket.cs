namespace Portal.Web.Account;

/// <summary>Carries the first step of signing in to the second, in a cookie that the second page alone is sent; it is no session.</summary>
internal static class CodeTicket
{
    private const string Name = "portal-code";
    private const string Path = "/account/code";

    public static void Keep(this HttpContext context, string ticket) => context.Response.Cookies.Append(Name, ticket, Options(context));

    public static string? Ticket(this HttpContext context) => context.Request.Cookies[Name];

    public static void ForgetTicket(this HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    /// <summary>Lax, since from the provider the browser comes to the second page out of another site.</summary>
    private static CookieOptions Options(HttpContext context) =>
        new() { Path = Path, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true };
}

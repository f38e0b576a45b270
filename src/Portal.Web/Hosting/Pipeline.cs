using Microsoft.AspNetCore.HttpOverrides;
using Portal.Web.Account;
using Portal.Web.Account.Provider;
using Portal.Web.Api;
using Portal.Web.Api.Mlflow;
using Portal.Web.Api.Otlp;
using Portal.Web.Audit;
using Portal.Web.Evaluation;
using Portal.Web.Inspection;
using Portal.Web.ModelRegistry;
using Portal.Web.ModelRegistry.CardPages;
using Portal.Web.Promotions;
using Portal.Web.Register;
using Portal.Web.Reports;
using Portal.Web.Reports.Packs;

namespace Portal.Web.Hosting;

/// <summary>What every request passes, in order.</summary>
internal static class Pipeline
{
    public static void UsePortal(this WebApplication app, PortalOptions options)
    {
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.Use(RefusedBodies.ReadToTheirEnd);
        app.UseSecurityHeaders();
        app.UseHostNames(options);
        app.UseWhen(context => Schemes.IsApi(context.Request), api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !Schemes.IsApi(context.Request), pages => pages
            .UseExceptionHandler("/error", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.Use(AnswerHeadLikeGet);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(next => context => app.Services.GetRequiredService<OpenPages>().Watch(context, next));
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<BodyDigest>();
    }

    public static void MapPortal(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapMetrics();
        app.MapWellKnown();
        app.MapAccount();
        app.MapProvider();
        app.MapEntryFiles();
        app.MapPackFiles();
        app.MapSampleFiles();
        app.MapPortalApi();
        app.MapMlflow();
        app.MapOtlp();
        app.MapDocuments();
        app.MapRunRows();
        app.MapCardFiles();
        app.MapArtifacts();
        app.MapEntryDocuments();
        app.MapCertificates();
        app.MapExports();
        app.MapReportFiles();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    /// <summary>Pages know GET and POST alone; who looks whether one is there, as monitors do, gets its headers. The server leaves the body out.</summary>
    private static Task AnswerHeadLikeGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !Schemes.IsApi(context.Request))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}

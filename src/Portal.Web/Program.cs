using Portal.Web;
using Portal.Web.Layout;
using Portal.Web.Ui;

var builder = WebApplication.CreateBuilder(args);
// Library assets are served from the build output in every environment, as the run command of the README needs.
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSecurityHeaders();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
builder.Services.AddAuthorization();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new FrameOptions());
builder.Services.AddUi();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();

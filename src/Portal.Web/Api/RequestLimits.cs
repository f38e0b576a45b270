using System.Threading.RateLimiting;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api.Mlflow;
using Portal.Web.Api.Otlp;

namespace Portal.Web.Api;

/// <summary>
/// How many requests a token may make: a minute's worth at once, then as they come in again. Whoever shows no valid token shares
/// the limit of their address. Counted per node: it keeps a runaway client off, it is no price list.
/// </summary>
internal static class RequestLimits
{
    public const string PerToken = "per-token";
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(1);

    public static void AddRequestLimits(this IServiceCollection services, TokenOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(PerToken, context => RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, options.RequestsPerMinute / 60),
            ReplenishmentPeriod = options.RequestsPerMinute >= 60 ? Refill : TimeSpan.FromMinutes(1) / options.RequestsPerMinute,
            QueueLimit = 0,
        }));
        limiter.OnRejected = (rejected, _) =>
        {
            var busy = new Busy(
                $"More than {options.RequestsPerMinute} requests a minute came with this token. Nothing was done; send it again.",
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Refill);
            var answer = MlflowAnswers.IsMlflow(rejected.HttpContext.Request) ? MlflowAnswers.Error(busy) : OtlpApi.IsOtlp(rejected.HttpContext.Request) ? OtlpAnswer.Of(busy) : Answers.Problem(busy);
            return new ValueTask(answer.ExecuteAsync(rejected.HttpContext));
        };
    });

    private static string CallerOf(HttpContext context) =>
        context.Items[TokenAuthentication.ActorKey] is Actor { ThroughId: { } token } ? token : $"address {context.Connection.RemoteIpAddress}";
}

using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>How the list of exceptions is put together in the database.</summary>
internal static class ExceptionList
{
    /// <summary>One row an exception: as it stands, or stood at the end of a day. One that was signed without a request is there from its signature on.</summary>
    public static IQueryable<Row> Stood(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? db.Exceptions.AsNoTracking().Where(one => one.RequestedAt <= at || (one.RequestedAt == null && one.ApprovedAt <= at)).Select(one => new Row
        {
            Exception = one,
            ApprovedAt = one.ApprovedAt <= at ? one.ApprovedAt : null,
            EndedAt = one.EndedAt <= at ? one.EndedAt : null,
            Ended = one.EndedAt <= at ? one.Ended : null,
        })
        : db.Exceptions.AsNoTracking().Select(one => new Row { Exception = one, ApprovedAt = one.ApprovedAt, EndedAt = one.EndedAt, Ended = one.Ended });

    public sealed class Row
    {
        public required RuleException Exception { get; init; }

        public required DateTimeOffset? ApprovedAt { get; init; }

        public required DateTimeOffset? EndedAt { get; init; }

        public required ExceptionEnd? Ended { get; init; }
    }
}

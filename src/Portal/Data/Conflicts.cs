using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Data;

/// <summary>Tells "somebody else came first" from every other fault of saving.</summary>
public static class Conflicts
{
    public static bool IsConflict(Exception fault) => fault switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        { InnerException: { } inner } => IsConflict(inner),
        _ => false,
    };

    /// <summary>A unique key is already taken: a code, a label, an idempotency key.</summary>
    public static bool IsDuplicate(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
        { InnerException: { } inner } => IsDuplicate(inner),
        _ => false,
    };
}

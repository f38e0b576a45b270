using System.Reflection;
using Portal.Data;
using Xunit.Sdk;

namespace Portal.Tests.Support;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL: its first parameter says which.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[DatabaseProvider.Sqlite], [DatabaseProvider.Postgres]];
}

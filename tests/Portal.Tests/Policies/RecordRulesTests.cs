using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Shared;

namespace Portal.Tests.Policies;

public sealed class RecordRulesTests
{
    [Fact]
    public void A_policy_that_says_nothing_of_records_has_the_shipped_rules() =>
        Assert.Equivalent(RecordRules.UnlessTold, PolicyYaml.Read(Without(), 1).Value.Records, strict: true);

    [Fact]
    public void The_shipped_policy_says_what_holds_where_none_does()
    {
        Assert.Equivalent(RecordRules.UnlessTold, PolicyYaml.Read(Shipped(), 1).Value.Records, strict: true);
        Assert.Empty(PolicyChanges.Between(Without(), Shipped()));
    }

    [Theory]
    [InlineData("High: { share: 100,", "High: { share: 50,", "records.High.share")]
    [InlineData("inputs: Digest, days: 183", "inputs: Some, days: 183", "records.Low.inputs")]
    [InlineData("contestDays: 30", "contestDays: 0", "records.contestDays")]
    [InlineData("contestDays: 30", "contestDays: 30\n  hours: 2", "records.hours")]
    public void What_cannot_hold_is_refused_by_its_place(string before, string after, string field) =>
        Assert.Contains(Assert.IsType<Invalid>(PolicyYaml.Read(Shipped().Replace(before, after, StringComparison.Ordinal), 1).Refusal).Faults, fault => fault.Field == field);

    [Theory]
    [InlineData("Medium: { share: 5,", "Medium: { share: 10,", Direction.Tighter)]
    [InlineData("Medium: { share: 5,", "Medium: { share: 1,", Direction.Looser)]
    [InlineData("inputs: Values, days: 730", "inputs: Digest, days: 730", Direction.Looser)]
    [InlineData("inputs: Values, days: 730", "inputs: Values, days: 900", Direction.Tighter)]
    [InlineData("contestDays: 30", "contestDays: 14", Direction.Tighter)]
    [InlineData("productionLike: 10000", "productionLike: 20000", Direction.Looser)]
    public void More_on_record_and_a_sooner_answer_are_tighter(string before, string after, Direction direction) =>
        Assert.Equal(direction, Assert.Single(PolicyChanges.Between(Shipped(), Shipped().Replace(before, after, StringComparison.Ordinal))).Direction);

    private static string Shipped() => ShippedPolicy.YamlOf(new DateOnly(2026, 11, 2));

    private static string Without()
    {
        var lines = Shipped().Split('\n').ToList();
        var begin = lines.FindIndex(line => line == "records:");
        lines.RemoveRange(begin, lines.FindIndex(begin + 1, line => line.Length > 0 && line[0] != ' ') - begin);
        return string.Join('\n', lines);
    }
}

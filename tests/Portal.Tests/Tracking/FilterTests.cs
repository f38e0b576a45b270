using Portal.Shared;
using Portal.Tracking.Search;

namespace Portal.Tests.Tracking;

public sealed class FilterTests
{
    [Theory]
    [InlineData("metrics.auc > 0.8", FilterSubject.Metric, "auc", Comparator.Greater, "0.8")]
    [InlineData("METRIC.auc>=-1e-3", FilterSubject.Metric, "auc", Comparator.GreaterOrEqual, "-1e-3")]
    [InlineData("params.\"my depth\" = '6'", FilterSubject.Param, "my depth", Comparator.Equal, "6")]
    [InlineData("tags.`mlflow.user` != 'ada'", FilterSubject.Tag, "mlflow.user", Comparator.NotEqual, "ada")]
    [InlineData("tags.mlflow.source.name ilike '%x%'", FilterSubject.Tag, "mlflow.source.name", Comparator.ILike, "%x%")]
    [InlineData("name = 'it''s'", FilterSubject.Attribute, "name", Comparator.Equal, "it's")]
    [InlineData("attr.status NOT IN ('A' , 'B')", FilterSubject.Attribute, "status", Comparator.NotIn, "A|B")]
    [InlineData("dataset.name=\"AND\"", FilterSubject.Dataset, "name", Comparator.Equal, "AND")]
    public void A_comparison_is_read(string text, FilterSubject subject, string key, Comparator comparator, string values)
    {
        var condition = Assert.Single(Filter.Parse(text).Value.Conditions);

        Assert.Equal((subject, key, comparator, values), (condition.Subject, condition.Key, condition.Comparator, string.Join('|', condition.Values)));
    }

    [Fact]
    public void Comparisons_are_joined_by_and_in_any_letters() =>
        Assert.Equal(["metrics.a", "params.b", "c"], Filter.Parse("metrics.a=1 and params.b='2' AND c='3'").Value.Conditions.Select(condition => condition.Name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_is_no_condition(string text) => Assert.Empty(Filter.Parse(text).Value.Conditions);

    [Theory]
    [InlineData("metrics.a = 1 or metrics.b = 2")]
    [InlineData("(metrics.a = 1)")]
    [InlineData("metrics.a = 'x")]
    [InlineData("metrics.`a = 1")]
    [InlineData("metrics.a")]
    [InlineData("metrics.a =")]
    [InlineData("metrics.a NOT LIKE 'x'")]
    [InlineData("metrics.a IN ()")]
    [InlineData("metrics.a IN ('a'")]
    [InlineData("metrics.a = abc")]
    [InlineData("metrics.a = 1 AND")]
    [InlineData("metrics.a = 1 metrics.b = 2")]
    [InlineData("'a' ! 'b'")]
    public void What_is_no_filter_is_refused_by_the_name_of_its_field(string text) =>
        Assert.Equal("filter", Assert.Single(Assert.IsType<Invalid>(Filter.Parse(text).Refusal).Faults).Field);

    [Fact]
    public void Hundreds_of_odd_texts_are_read_or_refused_and_none_breaks_the_reader()
    {
        var random = new Random(7);
        string[] pieces = ["metrics.", "a", "`", "'", "\"", " ", "=", "!", "<", ">", "(", ")", ",", ".", "and", "IN", "like", "%", "1", "\\", "é", "\ud83d"];

        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            var result = Filter.Parse(text);
            Assert.True(result.Refusal is null or Invalid, text);
        }
    }

    [Theory]
    [InlineData("metrics.auc DESC", "auc", SortDirection.Descending)]
    [InlineData("attributes.start_time asc", "start_time", SortDirection.Ascending)]
    [InlineData("tags.`a b`", "a b", SortDirection.Ascending)]
    public void An_order_is_read(string text, string key, SortDirection direction)
    {
        var order = Filter.ParseOrder(text).Value;

        Assert.Equal((key, direction), (order.Key, order.Direction));
    }
}

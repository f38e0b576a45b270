using System.Text;
using Portal.Monitoring.Records;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Tests.Monitoring.Records;

public sealed class RecordedRowTests
{
    [Fact]
    public void The_digest_of_inputs_knows_no_order_and_no_way_of_writing_a_number()
    {
        var one = Read("""{"id":"1","features":{"b":1.50,"a":"x","c":null},"prediction":1}""");
        var other = Read("""{"id":"2","features":{ "a":"\u0078","c":null,"b":15e-1},"prediction":2}""");

        Assert.Equal(one.InputsDigest, other.InputsDigest);
        Assert.NotEqual(one.InputsDigest, Read("""{"id":"1","features":{"b":1.51,"a":"x","c":null},"prediction":1}""").InputsDigest);
    }

    [Fact]
    public void The_twenty_largest_contributions_are_kept_whichever_way_they_point()
    {
        var many = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"f{i:00}\":{(i % 2 == 0 ? "-" : "")}{i}"));

        var kept = Read($$"""{"id":"1","features":{},"prediction":1,"contributions":{ {{many}} } }""").Content.Contributions;

        Assert.Equal(20, kept?.Count);
        Assert.Equal((new Contribution("f59", 59), new Contribution("f58", -58)), (kept?[0], kept?[1]));
    }

    [Fact]
    public void Contributions_that_were_not_sent_are_not_there()
    {
        Assert.Null(Read("""{"id":"1","features":{"a":1},"prediction":1}""").Content.Contributions);
    }

    [Fact]
    public void What_is_kept_reads_back_as_it_was()
    {
        var content = new RecordContent(new Dictionary<string, string?> { ["a"] = "1.5", ["b"] = null }, [new("a", -0.25)]);

        var back = RecordContent.Of(content.ToBytes());

        Assert.Equal(content.Inputs, back?.Inputs);
        Assert.Equal(content.Contributions, back?.Contributions);
        Assert.Null(RecordContent.Of([]));
    }

    [Fact]
    public void A_sample_is_near_its_share_and_all_or_nothing_at_the_ends()
    {
        var rule = new RecordRule(5, RecordedInputs.Digest, 183);
        var keys = Enumerable.Range(0, 100_000).Select(i => Portal.Monitoring.Labels.JoinRow.KeyOf($"id-{i}")).ToList();

        Assert.InRange(keys.Count(rule.Keeps), 4_700, 5_300);
        Assert.All(keys.Take(100), key => Assert.True(new RecordRule(100, RecordedInputs.Values, 1).Keeps(key)));
        Assert.DoesNotContain(keys, new RecordRule(0, RecordedInputs.Digest, 1).Keeps);
    }

    [Fact]
    public void The_id_of_a_record_begins_with_its_time_and_is_the_same_for_the_same_content()
    {
        var (noon, digest) = (new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero), Digest.Of("x"u8).ToHash());

        Assert.Equal(RecordId.Of(noon, digest), RecordId.Of(noon, digest));
        Assert.True(RecordId.LowestOf(noon) < RecordId.Of(noon, digest));
        Assert.True(RecordId.Of(noon, digest) < RecordId.LowestOf(noon.AddMilliseconds(1)));
    }

    private static RecordedRow Read(string row) => RecordedRow.Read(Encoding.UTF8.GetBytes(row));
}

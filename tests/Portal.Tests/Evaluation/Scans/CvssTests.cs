using Portal.Evaluation.Scans;

namespace Portal.Tests.Evaluation.Scans;

public sealed class CvssTests
{
    // From FIRST, Common Vulnerability Scoring System version 3.1: Examples.
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4)]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 8.8)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 6.8)]
    [InlineData("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 6.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", 5.8)]
    [InlineData("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 9.3)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", 9.6)]
    public void The_base_score_is_that_of_the_specifications_examples(string vector, double score) => Assert.Equal(score, Cvss.BaseScore(vector));

    [Fact]
    public void Every_vector_has_a_score_of_one_decimal_and_no_loss_scores_nothing()
    {
        var scores = (from av in "NALP"
                      from ac in "LH"
                      from pr in "NLH"
                      from ui in "NR"
                      from s in "UC"
                      from c in "HLN"
                      from i in "HLN"
                      from a in "HLN"
                      let score = Cvss.BaseScore($"CVSS:3.1/AV:{av}/AC:{ac}/PR:{pr}/UI:{ui}/S:{s}/C:{c}/I:{i}/A:{a}")
                      select (IsHarmless: (c, i, a) == ('N', 'N', 'N'), Score: score)).ToList();

        Assert.Equal(2592, scores.Count);
        Assert.All(scores, found => Assert.True(found.Score is >= 0 and <= 10 && Math.Round(found.Score.Value, 1) == found.Score && found.IsHarmless == (found.Score == 0)));
    }

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O", 9.8)]
    [InlineData("CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N", 9.8)]
    public void Other_metrics_and_another_order_change_nothing(string vector, double score) => Assert.Equal(score, Cvss.BaseScore(vector));

    [Theory]
    [InlineData("")]
    [InlineData("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/")]
    [InlineData("CVSS:3.1/AV:NA/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    public void What_is_no_whole_vector_has_no_score(string vector) => Assert.Null(Cvss.BaseScore(vector));

    [Theory]
    [InlineData(0, VulnerabilitySeverity.None)]
    [InlineData(0.1, VulnerabilitySeverity.Low)]
    [InlineData(3.9, VulnerabilitySeverity.Low)]
    [InlineData(4, VulnerabilitySeverity.Medium)]
    [InlineData(7, VulnerabilitySeverity.High)]
    [InlineData(8.9, VulnerabilitySeverity.High)]
    [InlineData(9, VulnerabilitySeverity.Critical)]
    public void A_score_falls_into_its_band(double score, VulnerabilitySeverity severity) => Assert.Equal(severity, Cvss.SeverityOf(score));
}

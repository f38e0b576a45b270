using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>What nobody would type in a form: each is refused by the name of its field, and what was there stays.</summary>
public sealed class HostileEntryApiTests(OneSystem portal) : IClassFixture<OneSystem>
{
    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"Bell \u0007"}""", "name")]
    [InlineData("""{"name":"Turned \u202e"}""", "name")]
    [InlineData("""{"name":"Half \ud800"}""", "name")]
    [InlineData("""{"name":"A","name":"B"}""", "name")]
    [InlineData("""{"name":"A","purpose":"Null \u0000"}""", "purpose")]
    [InlineData("""{"name":"A","kind":9}""", "kind")]
    [InlineData("""{"name":"A","lane":"Fast"}""", "lane")]
    [InlineData("""{"name":"A","temporaryUntil":"tomorrow"}""", "temporaryUntil")]
    [InlineData("""{"name":"A","temporaryUntil":"2026-02-30"}""", "temporaryUntil")]
    [InlineData("""{"name":"A","temporaryUntil":"0001-01-01"}""", "temporaryUntil")]
    [InlineData("""{"name":"A","businessOwner":"nobody@example.org"}""", "businessOwner")]
    [InlineData("""{"name":"A","countries":"AT"}""", "countries")]
    [InlineData("""{"name":"A","countries":[["AT"]]}""", "countries[0]")]
    [InlineData("""{"name":"A","raci":[null]}""", "raci[0]")]
    [InlineData("""{"name":"A","raci":[{}]}""", "raci")]
    [InlineData("""{"name":"A","raci":[{"activity":"Dance","party":"Risk","part":"Informed"}]}""", "raci[0].activity")]
    [InlineData("""{"name":"A","raci":[{"activity":"Register","party":"BusinessOwner","part":"Accountable"}]}""", "raci")]
    [InlineData("""{"name":"A","uses":[null]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{}]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{"system":"AIS-0001","version":null}]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{"system":"AIS-0001","version":"1"}]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{"system":"AIS-9999","version":"1"}]}""", "uses")]
    [InlineData("""{"name":"A","documents":[null]}""", "documents")]
    [InlineData("""{"name":"A","documents":[{}]}""", "documents")]
    [InlineData("""{"name":"A","documents":[{"name":"a.txt","size":1,"digest":"sha256:zz"}]}""", "documents[0].digest")]
    [InlineData("""{"name":"A","answers":{"weather":"fine"}}""", "answers.weather")]
    [InlineData("""{"name":"A","answers":{"money":"gold"}}""", "answers.money")]
    [InlineData("""{"name":"A","answers":{"money":["little","existence"]}}""", "answers.money")]
    [InlineData("""{"name":"A","answers":{"money":null}}""", "answers.money")]
    [InlineData("""{"name":"A","answers":["money"]}""", "answers")]
    [InlineData("""{"name":"A","proposedTier":"Extreme"}""", "proposedTier")]
    [InlineData("""{"name":"A","tier":"Low"}""", "tier")]
    [InlineData("""{"name":"A","code":"AIS-0007"}""", "code")]
    public async Task A_body_that_is_not_acceptable_names_its_field_and_changes_nothing(string body, string field)
    {
        using var answer = await portal.Client.PutAsync("/api/v1/systems/AIS-0001", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(OneSystem.Purpose, (await portal.Client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001")).GetProperty("purpose").GetString());
    }

    [Theory]
    [InlineData("name", 121)]
    [InlineData("vendor", 121)]
    [InlineData("purpose", 4001)]
    [InlineData("knownLimitations", 4001)]
    public async Task Text_that_is_too_long_names_its_field(string field, int length)
    {
        using var answer = await portal.Client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new JsonObject { ["name"] = "A", [field] = new string('x', length) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}

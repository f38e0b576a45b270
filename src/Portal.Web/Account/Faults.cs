using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>The words of a refusal, by the field that they belong to; what belongs to none is under the empty name.</summary>
internal static class Faults
{
    public static IReadOnlyDictionary<string, string> Of(Refusal? refusal) => refusal switch
    {
        null => new Dictionary<string, string>(),
        Invalid invalid => invalid.Faults.DistinctBy(fault => fault.Field).ToDictionary(fault => fault.Field, fault => fault.Message),
        _ => new Dictionary<string, string> { [""] = refusal.Message },
    };
}

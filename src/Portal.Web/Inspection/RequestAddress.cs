using Portal.Inspection;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.Inspection;

/// <summary>What an address asks of the requests for evidence. The page passes over what is no choice, downloads refuse it by name.</summary>
public sealed record RequestAddress(RequestFilter Filter, IReadOnlyList<Fault> Faults)
{
    public const string Mine = "me";

    public static RequestAddress Read(Func<string, IReadOnlyList<string>> valuesOf, Actor reader)
    {
        var address = new ListAddress(valuesOf);
        var by = address.Last("by");
        if (by is not (null or Mine))
            address.Fault("by", $"It is {Mine}.");
        return new RequestAddress(new RequestFilter(address.Chosen<RequestState>("state"), AskedBy: by == Mine ? reader.Person : null), address.Faults);
    }
}

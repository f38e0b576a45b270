using Portal.Inspection;
using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Web.Accounts;
using Portal.Web.Audit;
using Portal.Web.Findings;
using Portal.Web.Inspection;
using Portal.Web.Integrations;
using Portal.Web.ModelRegistry;
using Portal.Web.Monitoring;
using Portal.Web.Monitoring.Costs;
using Portal.Web.Monitoring.Records;
using Portal.Web.Monitoring.Tasks;
using Portal.Web.Promotions;
using Portal.Web.Register;

namespace Portal.Web.Reports;

/// <summary>What an address asks of a list, in the words of the page that shows it: by its key, for downloads and samples.</summary>
public sealed class ListAddresses(Lists lists, AdministrationLists administration, InspectionLists inspection, Calendar calendar, TimeProvider time)
{
    private static readonly Dictionary<string, Source> Sources = new()
    {
        ["register"] = new(RegisterAddress.Filtering, (of, ask) =>
        {
            var read = RegisterAddress.Read(ask.ValuesOf, RegisterAddress.ById, of.Now);
            return (of.Lists.Register(read.Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["models"] = new(ModelsAddress.Filtering, (of, ask) =>
        {
            var read = ModelsAddress.Read(ask.ValuesOf);
            return (of.Lists.Models(read.Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["findings"] = new(FindingAddress.Filtering, (of, ask) =>
        {
            var read = FindingAddress.Read(ask.ValuesOf, FindingAddress.People(ask.Reader.Person), ask.AsOf.Day ?? of.Calendar.Today);
            return (of.Lists.Findings(read.NotClosedUnlessTold().Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["exceptions"] = new(ExceptionAddress.Filtering, (of, ask) =>
        {
            var read = ExceptionAddress.Read(ask.ValuesOf, ask.AsOf.At ?? of.Now);
            return (of.Lists.Exceptions(read.Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["promotions"] = new(PromotionAddress.Filtering, (of, ask) =>
        {
            var read = PromotionAddress.Read(ask.ValuesOf);
            return (of.Lists.Promotions(read.Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["decisions"] = new([], (of, ask) => (of.Lists.Decisions(ask.AsOf), [])) { KeepsThePast = true },
        ["evaluations"] = new(["system"], (of, ask) => (of.Lists.Suites(ask.Last("system"), ask.AsOf, ask.Text), [])) { KeepsThePast = true },
        ["standing"] = new([], (of, ask) => (of.Lists.Standing(ask.AsOf), [])) { KeepsThePast = true },
        ["datasets"] = new([], (of, ask) => (of.Lists.Datasets(ask.AsOf), [])) { KeepsThePast = true },
        ["policies"] = new([], (of, ask) => (of.Lists.Policies(ask.AsOf), [])) { KeepsThePast = true },
        ["alerts"] = new(AlertAddress.Filtering, (of, ask) =>
        {
            var read = AlertAddress.Read(ask.ValuesOf, ask.Reader.Person);
            return (of.Lists.Alerts(read.Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["records"] = new(["system", .. DecisionAddress.Filtering], (of, ask) =>
        {
            var read = DecisionAddress.Read(ask.Last("system") ?? "", ask.ValuesOf, of.Calendar);
            return (of.Lists.Records(ask.Reader, read.Input, ask.Text), [.. ask.Lacking("system"), .. read.Faults]);
        }),
        ["tasks"] = new(["system", "show"], (of, ask) =>
        {
            var show = TaskWords.Filters.FirstOrDefault(one => one.Key == (ask.Last("show") ?? ""));
            Fault[] faults = show.Title is null ? [new("show", $"It is one of {string.Join(", ", TaskWords.Filters.Select(one => one.Key).Where(key => key.Length > 0))}.")] : [];
            return (of.Lists.Tasks(ask.Reader, ask.Last("system") ?? "", show.Filter, ask.Text), [.. ask.Lacking("system"), .. faults]);
        }),
        ["kpis"] = new(["system"], (of, ask) => (of.Lists.Kpis(ask.Last("system"), ask.AsOf, ask.Text), [])) { KeepsThePast = true },
        ["costs"] = new(["month"], (of, ask) =>
        {
            var read = MonthAddress.Read(ask.Last("month"), DateOnly.FromDateTime((ask.AsOf.At ?? of.Now).UtcDateTime));
            return (of.Lists.Spending(read.First, read.First.AddMonths(1), ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["budgets"] = new([], (of, ask) => (of.Lists.Budgets(ask.AsOf), [])) { KeepsThePast = true },
        ["prices"] = new([], (of, ask) => (of.Lists.Prices(ask.AsOf), [])) { KeepsThePast = true },
        ["access"] = new([], (of, ask) => (of.Lists.Access(ask.AsOf), [])) { KeepsThePast = true },
        ["runs"] = new(["experiment", "system"], (of, ask) =>
        {
            int? experiment = int.TryParse(ask.Last("experiment"), out var number) ? number : null;
            Fault[] faults = ask.Last("experiment") is null || experiment is not null ? [] : [new("experiment", "It is an experiment's number.")];
            return (of.Lists.Runs(experiment, ask.Last("system"), ask.Text), faults);
        }),
        ["registered"] = new([], (of, _) => (of.Lists.Registered(), [])),
        ["seats"] = new([], (of, _) => (of.Administration.Seats(), [])),
        ["delegations"] = new([], (of, _) => (of.Administration.Delegations(), [])),
        ["review-items"] = new(["review"], (of, ask) =>
        {
            var isNamed = Guid.TryParse(ask.Last("review"), out var review);
            Fault[] faults = isNamed ? [] : [new("review", "Name the review as the address of its page does.")];
            return (of.Administration.ReviewItems(ask.Reader, new RoleReviewId(review), ask.Text), faults);
        }),
        ["webhooks"] = new([], (of, _) => (of.Administration.Webhooks(), [])),
        ["people"] = new(PeopleAddress.Filtering, (of, ask) =>
        {
            var read = PeopleAddress.Read(ask.ValuesOf);
            return (of.Administration.People(read.Filter, ask.Text), read.Faults);
        }),
        ["tokens"] = new([], (of, _) => (of.Administration.Tokens(), [])),
        ["deliveries"] = new(DeliveryAddress.Filtering, (of, ask) =>
        {
            var read = DeliveryAddress.Read(ask.ValuesOf);
            return (of.Administration.Deliveries(read.Filter, ask.Text), read.Faults);
        }),
        ["entries"] = new(EntryAddress.Filtering, (of, ask) =>
        {
            var read = EntryAddress.Read(ask.ValuesOf);
            return (of.Lists.Entries(read.Filter, ask.AsOf, ask.Text), read.Faults);
        })
        { KeepsThePast = true },
        ["readings"] = new(ReadingAddress.Filtering, (of, ask) =>
        {
            var read = ReadingAddress.Read(ask.ValuesOf, of.Calendar);
            return (of.Lists.Readings(read.Filter, ask.Text), read.Faults);
        }),
        ["requests"] = new(["state", "by"], (of, ask) =>
        {
            var read = RequestAddress.Read(ask.ValuesOf, ask.Reader);
            return (of.Inspection.Requests(ask.Reader, read.Filter, ask.Text), read.Faults);
        }),
        ["samples"] = new(["mine"], (of, ask) => (of.Inspection.Samples(ask.Last("mine") == "true" ? ask.Reader.Person : null, ask.Text), [])),
    };

    public static IReadOnlyCollection<string> Keys => Sources.Keys;

    /// <summary>The list of a key as the values of an address ask for it; what is no choice is refused by its name.</summary>
    public Result<Listing> Read(string key, Func<string, IReadOnlyList<string>> valuesOf, AsOf asOf, Actor reader)
    {
        if (!Sources.TryGetValue(key, out var source))
            return new NotFound("This list");
        if (asOf.Day is not null && !source.KeepsThePast)
            return new Invalid("asOf", "This list cannot be read as of a past day.");

        var asked = string.Join('&', source.Filtering.SelectMany(name => valuesOf(name).Where(value => value.Length > 0).Select(value => $"{name}={value}")));
        var (list, faults) = source.Bind(new(lists, administration, inspection, calendar, time.GetUtcNow()), new(valuesOf, asOf, reader, asked));
        return faults.Count > 0 ? new Invalid(faults) : list;
    }

    private sealed record Source(IReadOnlyList<string> Filtering, Func<Parts, Ask, (Listing List, IReadOnlyList<Fault> Faults)> Bind)
    {
        public bool KeepsThePast { get; init; }
    }

    private sealed record Parts(Lists Lists, AdministrationLists Administration, InspectionLists Inspection, Calendar Calendar, DateTimeOffset Now);

    private sealed record Ask(Func<string, IReadOnlyList<string>> ValuesOf, AsOf AsOf, Actor Reader, string Text)
    {
        /// <summary>For lists that are one system's.</summary>
        public IEnumerable<Fault> Lacking(string key) => Last(key) is null ? [new Fault(key, "Name the system by its code.")] : [];

        public string? Last(string key) => ValuesOf(key) is [.., { Length: > 0 and <= ListAddress.LongestText } value] ? value : null;
    }
}

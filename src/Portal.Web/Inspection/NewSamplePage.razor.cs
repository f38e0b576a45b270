using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Inspection;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Reports;
using Portal.Web.Ui;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Inspection;

/// <summary>
/// Draws from the list that the address names, with the filter of the page it came from. The day is called <c>on</c> here, not
/// <c>asOf</c>: drawing is an act, and those are today's.
/// </summary>
public sealed partial class NewSamplePage : ComponentBase
{
    private const int UsualLines = 25;

    private IReadOnlyList<Choice<string>> _lists = [];
    private Listing? _listing;
    private string? _fault;
    private string _lines = UsualLines.ToString(CultureInfo.InvariantCulture);
    private string _seed = DrawSample.NewSeed();
    private string _purpose = "";
    private Invalid? _refused;
    private string? _refusal;
    private bool _busy;

    [SupplyParameterFromQuery] private string? List { get; set; }

    [SupplyParameterFromQuery] private string? On { get; set; }

    [Inject] private ListAddresses Addresses { get; set; } = default!;

    [Inject] private DrawSample DrawSample { get; set; } = default!;

    [Inject] private Calendar Calendar { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    /// <summary>Where a list's own page says how to draw from it.</summary>
    public static string AddressOf(string list, string query, DateOnly? day) =>
        string.Join('&', new[] { $"audit/samples/new?list={list}", query, day is { } named ? $"on={Calendar.Text(named)}" : "" }.Where(part => part.Length > 0));

    protected override async Task OnParametersSetAsync()
    {
        var me = await Actor.Get();
        _lists = List is null || _lists.Count > 0 ? [.. ListsFor(me)] : [];
        (_listing, _fault) = (null, null);
        if (List is not { Length: > 0 } key)
            return;

        if (!Calendar.AsOf("on", On).Succeeded(out var asOf, out var refusal) || !Addresses.Read(key, ValuesOf, asOf.Day == Calendar.Today ? AsOf.Now : asOf, me).Succeeded(out _listing, out refusal))
            _fault = refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : refusal?.Message;
    }

    /// <summary>The lists that this person reads, whole.</summary>
    private IEnumerable<Choice<string>> ListsFor(Actor me) => ListAddresses.Keys
        .Select(key => Addresses.Read(key, _ => [], AsOf.Now, me).Succeeded(out var list, out _) && me.May(list.Needs) ? new Choice<string>(key, char.ToUpperInvariant(list.Title[0]) + list.Title[1..]) : null)
        .OfType<Choice<string>>();

    private IReadOnlyList<string> ValuesOf(string key) =>
        QueryHelpers.ParseQuery(Navigator.ToAbsoluteUri(Navigator.Uri).Query).TryGetValue(key, out var values) ? [.. values.OfType<string>()] : [];

    private void Choose(string? list) => Navigator.NavigateTo(list is null ? "audit/samples/new" : $"audit/samples/new?list={list}");

    private async Task Draw()
    {
        if (_busy)
            return;
        if (_listing is not { } listing)
        {
            _refused = new Invalid("list", "Choose the list to draw from.");
            return;
        }

        (_refused, _refusal, _busy) = (null, null, true);
        try
        {
            var lines = int.TryParse(_lines.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if ((await DrawSample.Run(await Actor.Get(), new(listing, lines, _seed.Trim(), _purpose), default)).Succeeded(out var code, out var refusal))
            {
                Toasts.Show(StatusKind.Pass, $"{code} is drawn.");
                Navigator.NavigateTo($"audit/samples/{code}");
            }
            else
            {
                (_refused, _refusal) = (refusal as Invalid, refusal is Invalid ? null : refusal.Message);
            }
        }
        finally
        {
            _busy = false;
        }
    }
}

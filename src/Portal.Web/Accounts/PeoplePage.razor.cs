using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

public sealed partial class PeoplePage(PeopleList people, NavigationManager navigator) : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Choice<string>> States = [.. Enum.GetValues<PersonState>().Select(state => new Choice<string>(state.ToString(), state.ToString()))];
    private static readonly IReadOnlyList<Choice<string>> RoleChoices = [.. Enum.GetValues<Role>().Select(role => new Choice<string>(role.ToString(), Roles.Title(role)))];

    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<Choice<string>> _departments = [];
    private Page<PersonRow>? _page;
    private bool _inviting;

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Role { get; set; }

    [SupplyParameterFromQuery] private string? Department { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool IsFiltered => (Q ?? State ?? Role ?? Department) is not null;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        _page = await people.Page(PeopleAddress.Read(ValuesOf).Filter, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);
        _departments = [.. (await people.Departments(_stop.Token)).Select(department => new Choice<string>(department, department))];
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch { "q" => Of(Q), "state" => Of(State), "role" => Of(Role), _ => Of(Department) };

    private static IReadOnlyList<string> Of(string? value) => value is null ? [] : [value];

    private void Go(string filter, ChangeEventArgs change) => navigator.NavigateTo(
        navigator.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [filter] = change.Value is string value && !string.IsNullOrWhiteSpace(value) ? value : null,
            ["page"] = null,
        }),
        replace: filter == "q");
}

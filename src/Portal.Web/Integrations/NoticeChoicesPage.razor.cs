using Microsoft.AspNetCore.Components;
using Portal.Integrations.Notices;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Integrations;

/// <summary>By which ways this person is told of what.</summary>
public sealed partial class NoticeChoicesPage(NoticeQueries notices, ChooseNotices choose, Toasts toasts) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyDictionary<NoticeKind, ToldBy> _saved = new Dictionary<NoticeKind, ToldBy>();
    private Dictionary<NoticeKind, ToldBy>? _choices;
    private string? _refused;

    [Inject] private PageActor Actor { get; set; } = default!;

    private bool IsChanged => _choices?.Any(choice => choice.Value != _saved[choice.Key]) == true;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if ((await Actor.Get(_stop.Token)).Person is not { } me)
            return;

        _saved = await notices.Choices(me, _stop.Token);
        _choices = new(_saved);
    }

    private async Task Save()
    {
        if (_choices is not { } choices || !IsChanged)
            return;

        var result = await choose.Run(await Actor.Get(_stop.Token), new(choices), _stop.Token);
        _refused = result.Refusal?.Message;
        if (_refused is not null)
            return;

        _saved = new Dictionary<NoticeKind, ToldBy>(choices);
        toasts.Show(StatusKind.Pass, "From now on you are told so.");
    }

    private static ToldBy ToldByOf(bool mail, bool bell) => (mail, bell) switch
    {
        (true, true) => ToldBy.MailAndBell,
        (true, false) => ToldBy.Mail,
        (false, true) => ToldBy.Bell,
        (false, false) => ToldBy.Nothing,
    };
}

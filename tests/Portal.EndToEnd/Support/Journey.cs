using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Support;

/// <summary>Some people with a browser each, at one portal, until the story is told.</summary>
public sealed class Journey(IBrowser chromium, PortalProcess portal, string name) : IAsyncDisposable
{
    private const string ReportViolations =
        "document.addEventListener('securitypolicyviolation', e => console.error(`Content Security Policy: ${e.violatedDirective} blocked ${e.blockedURI || e.sample} in ${e.sourceFile || location.href}`))";

    private readonly List<Visitor> _visitors = [];
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly List<string> _expected = [];

    public PortalProcess Portal => portal;

    /// <summary>Where the browsers go: a passkey belongs to a name, not to a number.</summary>
    public Uri Address { get; set; } = portal.Address;

    /// <summary>What the pages of everybody wrote to their consoles as errors, but for what the journey expects.</summary>
    public IReadOnlyList<string> Faults => [.. _faults.Where(fault => !_expected.Exists(fault.Contains))];

    /// <summary>A page that is not there is an error to the browser: a journey that goes to one says so.</summary>
    public void Expect(string partOfFault) => _expected.Add(partOfFault);

    /// <summary>Somebody who is not signed in, on a screen of the given width.</summary>
    public async Task<Visitor> SomebodyAsync(string who = "somebody", int width = 1440)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = Address.OriginalString,
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = "en-GB",
            TimezoneId = "Europe/Zurich",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Browser.Patience);
        await context.AddInitScriptAsync(ReportViolations);
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
                _faults.Enqueue($"{who}: {message.Text}");
        };
        context.WebError += (_, error) => _faults.Enqueue($"{who}: {error.Error}");
        var visitor = new Visitor(who, name, context, await context.NewPageAsync());
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Somebody who signed in by the form, as a person would.</summary>
    public async Task<Visitor> SignInAsync(string email, string password = PortalProcess.DemoPassword, int width = 1440)
    {
        var person = await SomebodyAsync(email.Split('@')[0], width);
        await person.Page.GotoAsync("/account/login");
        await person.Page.FillAsync("[name='Input.Email']", email);
        await person.Page.FillAsync("[name='Input.Password']", password);
        await person.Page.ClickAsync("button[type=submit]");
        await person.Page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));
        return person;
    }

    /// <summary>Nobody looks at a page any more.</summary>
    public async Task LeaveAsync()
    {
        foreach (var visitor in _visitors)
            await visitor.Page.GotoAsync("about:blank");
    }

    /// <summary>Keeps pictures and logs, and answers in words what everybody had before them.</summary>
    public async Task<string> KeepTracesAsync()
    {
        foreach (var visitor in _visitors)
            await visitor.TakePictureAsync($"failed-{visitor.Name}");
        await File.WriteAllLinesAsync(Places.Result(name, "portal.log"), portal.Log);
        await File.WriteAllLinesAsync(Places.Result(name, "console.log"), _faults);
        return string.Join('\n', [.. await Task.WhenAll(_visitors.Select(visitor => visitor.WhatItShowsAsync())), .. _faults, "The portal's last words:", .. portal.Log.TakeLast(15)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
            await visitor.DisposeAsync();
    }
}

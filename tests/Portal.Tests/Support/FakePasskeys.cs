using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>
/// Authenticators without cryptography: a device makes a passkey for whom it was offered and answers to the challenge that it was given,
/// and what answers another challenge or for another person is not accepted.
/// </summary>
public sealed class FakePasskeys
{
    private readonly ConcurrentDictionary<string, string> _owners = [];
    private uint _count;

    public PasskeyProtocol Protocol => new(
        (user, _) => Task.FromResult(Offer(user.Id.ToString())),
        (user, _) => Task.FromResult(Offer(user?.Id.ToString() ?? "")),
        (asked, answer, _) => Task.FromResult(Register(asked, answer.Json)),
        (asked, answer, _) => Task.FromResult(Hold(asked, answer.Json)));

    /// <summary>What the device sends back for an offer, whether or not it is one that it should answer.</summary>
    public static PasskeyAnswer Answer(string device, PasskeyRequest request) => new(request.Ticket, $"{device}|{request.Options}");

    private static PasskeyOffer Offer(string person)
    {
        var asked = $"{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}/{person}";
        return new(asked, asked);
    }

    private UserPasskeyInfo? Register(string asked, string json)
    {
        var (device, answered) = Parts(json);
        return answered == asked && _owners.TryAdd(device, asked.Split('/')[1]) ? Info(device) : null;
    }

    private PasskeyHeld? Hold(string asked, string json)
    {
        var (device, answered) = Parts(json);
        var wanted = asked.Split('/')[1];
        return answered == asked && _owners.TryGetValue(device, out var owner) && (wanted.Length == 0 || wanted == owner)
            ? new(new PersonId(Guid.Parse(owner)), Info(device))
            : null;
    }

    private UserPasskeyInfo Info(string device) =>
        new(Encoding.UTF8.GetBytes(device), [1], House.Noon, Interlocked.Increment(ref _count), [], isUserVerified: true, isBackupEligible: false, isBackedUp: false, [], []);

    private static (string Device, string Answered) Parts(string json) => json.Split('|') is [var device, var answered] ? (device, answered) : ("", "");
}

using System.Security.Cryptography;
using Portal.Accounts.Factors;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>The authenticator app of a person. It counts once a code of it was given; its secret is sealed for this person alone.</summary>
public sealed class SecondFactor : IVersioned
{
    private const int WrongCodesThatLock = 5;

    private SecondFactor() { }

    internal SecondFactor(PersonId person) => Person = person;

    public PersonId Person { get; private set; }

    public byte[] Sealed { get; private set; } = [];

    public DateTimeOffset BegunAt { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>The half minute of the last code that was taken: it and those before it are spent.</summary>
    public long UsedStep { get; private set; }

    /// <summary>In a row, however long it takes: whoever has the password must not try codes at leisure.</summary>
    public int WrongCodes { get; private set; }

    public int Version { get; private set; }

    internal void Begin(byte[] secret, SealingKey key, DateTimeOffset now) => (Sealed, BegunAt, UsedStep) = (key.Seal(secret, Purpose(Person)), now, 0);

    internal byte[] Secret(SealingKey key) => key.Unseal(Sealed, Purpose(Person));

    /// <summary>Takes a code once.</summary>
    internal bool Take(string code, SealingKey key, DateTimeOffset now)
    {
        if (Opened(key) is not { } secret || Totp.Match(secret, code, now, UsedStep) is not { } step)
            return false;

        (UsedStep, WrongCodes) = (step, 0);
        return true;
    }

    /// <summary>Nothing when the key was lost: no code fits then, and a recovery code still does.</summary>
    private byte[]? Opened(SealingKey key)
    {
        try
        {
            return Secret(key);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Counts a wrong code; true when it was one too many.</summary>
    internal bool Failed()
    {
        WrongCodes = (WrongCodes + 1) % WrongCodesThatLock;
        return WrongCodes == 0;
    }

    internal void Confirm(DateTimeOffset now) => ConfirmedAt = now;

    private static string Purpose(PersonId person) => $"SecondFactors/{person}";
}

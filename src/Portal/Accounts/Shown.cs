namespace Portal.Accounts;

/// <summary>What a person shows to prove that it is them: one of these, or a password and a code together.</summary>
public sealed record Shown(string Password = "", string Code = "", PasskeyAnswer? Passkey = null)
{
    // None of it must reach a log by way of the record's own text.
    public override string ToString() => nameof(Shown);
}

/// <summary>What a person proved with.</summary>
[Flags]
public enum Components
{
    Password = 1,
    Code = 2,
    RecoveryCode = 4,

    /// <summary>With its user verified by finger, face or PIN: two components in one.</summary>
    Passkey = 8,
}

/// <summary>How and when a signer proved who they are; part of every signature.</summary>
public sealed record Authentication(Components With, DateTimeOffset At)
{
    public string InWords => Words(With);

    internal static string Words(Components with) => with switch
    {
        Components.Password => "password",
        Components.Code => "TOTP code",
        Components.Passkey => "passkey",
        Components.Password | Components.Code => "password and TOTP code",
        Components.Password | Components.RecoveryCode => "password and recovery code",
        Components.RecoveryCode => "recovery code",
        _ => throw new ArgumentOutOfRangeException(nameof(with), with, null),
    };
}

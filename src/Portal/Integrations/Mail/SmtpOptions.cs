using System.Net.Mail;

namespace Portal.Integrations.Mail;

/// <summary>How the portal sends mail; without a host it does not, and what it would have sent waits.</summary>
public sealed record SmtpOptions
{
    private const int HighestPort = 65_535;

    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>A file that holds the password, in its place.</summary>
    public string PasswordFile { get; init; } = "";

    public SmtpTls Tls { get; init; } = SmtpTls.StartTls;

    public bool IsSet => Host.Length > 0;

    public IReadOnlyList<string> Faults() => IsSet
        ?
        [
            .. Fault(Uri.CheckHostName(Host) == UriHostNameType.Unknown, "Portal:Smtp:Host is no host name or address."),
            .. Fault(Port is < 1 or > HighestPort, $"Portal:Smtp:Port is between 1 and {HighestPort}."),
            .. Fault(!MailAddress.TryCreate(From, out _), "Portal:Smtp:From is no mail address."),
            .. Fault(!Enum.IsDefined(Tls), "Portal:Smtp:Tls is None or StartTls."),
            .. Fault(Password.Length > 0 && PasswordFile.Length > 0, "Portal:Smtp has a Password and a PasswordFile: give one of them."),
            .. Fault(User.Length == 0 && (Password.Length > 0 || PasswordFile.Length > 0), "Portal:Smtp has a password but no User."),
            .. Fault(User.Length > 0 && Password.Length == 0 && PasswordFile.Length == 0, "Portal:Smtp has a User but no Password or PasswordFile."),
            .. Fault(PasswordFile.Length > 0 && !File.Exists(PasswordFile), $"Portal:Smtp:PasswordFile names {PasswordFile}, which is not there."),
        ]
        : [];

    /// <summary>Read when it is needed, so that a changed file counts without a restart.</summary>
    public string Secret() => PasswordFile.Length > 0 ? File.ReadAllText(PasswordFile).TrimEnd('\r', '\n') : Password;

    // What a record prints of itself must not tell the password.
    public override string ToString() => $"{Host}:{Port}";

    private static string[] Fault(bool isThere, string text) => isThere ? [text] : [];
}

public enum SmtpTls
{
    /// <summary>In the clear, for a relay on the same machine.</summary>
    None = 1,

    /// <summary>The connection turns to TLS before anything is said.</summary>
    StartTls,
}

using System.Text;
using Portal.Accounts.Passwords;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Which passwords are taken: long ones that nobody guesses first. Nothing is asked about capitals or signs, since such rules make
/// passwords worse, not better (NIST SP 800-63B, 3.1.1.2; OWASP ASVS 5.0, 6.2).
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 12;

    /// <summary>A bound for the work of the slow hash, far above what people type.</summary>
    public const int Longest = 256;

    public const string InWords = "At least 12 characters; a few unusual words do well. Neither your name nor a password that others use.";

    /// <summary>What is wrong with a new password, named by its field; null when nothing is.</summary>
    public static Refusal? FaultOf(string field, string password, string name, string email) =>
        Why(password, name, email) is { } why ? new Invalid(field, why) : null;

    private static string? Why(string password, string name, string email)
    {
        var length = password.EnumerateRunes().Count();
        if (length < Shortest)
            return $"At least {Shortest} characters; there are {length}.";
        if (length > Longest)
            return $"At most {Longest} characters.";

        var small = password.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return small switch
        {
            _ when Guessable.Repeats(small) => "It repeats itself. Choose more different characters.",
            _ when Guessable.IsSequence(small) => "It follows the alphabet or the keyboard. Choose something that is harder to guess.",
            _ when Guessable.IsMadeOf(small, WordsOf(name, email)) => "It is made of your name, your address or your organisation. Choose something that is harder to guess.",
            _ when Guessable.IsCommon(small) => "It is among the passwords that are tried first. Choose one of your own.",
            _ => null,
        };
    }

    /// <summary>The parts of the name, of the address and of its domain, which names the organisation.</summary>
    private static IEnumerable<string> WordsOf(string name, string email) =>
        $"{name} {email}".Split([' ', '.', '-', '_', '+', '@', ',', '\''], StringSplitOptions.RemoveEmptyEntries);
}

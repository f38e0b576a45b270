using Portal.Accounts;
using Portal.Accounts.Passwords;
using Portal.Shared;

namespace Portal.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("der blaue Fluss bei Nacht")]
    [InlineData("vC7#mq0Zt!xW")]
    [InlineData("ключ под ковриком")]
    [InlineData("anna likes 3 quiet lakes")]
    public void A_long_password_that_nobody_guesses_is_taken_whatever_it_is_made_of(string password) => Assert.Null(Fault(password));

    [Theory]
    [InlineData("elevenchars", "At least 12 characters; there are 11.")]
    [InlineData("🔑🔑🔑🔑🔑🔑", "At least 12 characters; there are 6.")]
    [InlineData("", "At least 12 characters; there are 0.")]
    [InlineData("aaaaaaaaaaaaaa", "It repeats itself.")]
    [InlineData("abcxabcxabcxab", "It repeats itself.")]
    [InlineData("tigertigertiger", "It repeats itself.")]
    [InlineData("abcdefghijklm", "It follows the alphabet")]
    [InlineData("1234567890987", "It follows the alphabet")]
    [InlineData("qwertyuiop123", "It follows the alphabet")]
    [InlineData("1qaz2wsx3edc4", "It follows the alphabet")]
    [InlineData("lkjhgfdsa4321", "It follows the alphabet")]
    [InlineData("AnnaBerger2026", "It is made of your name")]
    [InlineData("berger@bank.example", "It is made of your name")]
    [InlineData("Retailbank!!1", "It is made of your name")]
    [InlineData("unbelievable", "It is among the passwords")]
    [InlineData("Password2026!", "It is among the passwords")]
    [InlineData("P4ssw0rd!!2026", "It is among the passwords")]
    [InlineData("welcome-2026-1", "It is among the passwords")]
    public void What_is_short_or_soon_guessed_is_refused_with_the_reason_and_names_its_field(string password, string why)
    {
        var fault = Assert.Single(Assert.IsType<Invalid>(Fault(password)).Faults);

        Assert.Equal("password", fault.Field);
        Assert.StartsWith(why, fault.Message);
    }

    [Fact]
    public void A_password_has_a_greatest_length() => Assert.IsType<Invalid>(Fault(string.Concat(Enumerable.Range(0, 100).Select(number => $"{number * 7919:x}"))));

    [Fact]
    public void The_list_of_common_passwords_has_thousands() => Assert.Equal(8000, CommonPasswords.Count);

    private static Refusal? Fault(string password) => PasswordRules.FaultOf("password", password, "Anna Berger", "anna.berger@retailbank.example");
}

namespace Portal.Verify;

/// <summary>There is nothing to verify; ends the program with exit code 2.</summary>
internal sealed class UnusableInputException(string message) : Exception(message)
{
    /// <summary>The arguments were at fault, not a file.</summary>
    public bool ShowsUsage { get; init; }
}

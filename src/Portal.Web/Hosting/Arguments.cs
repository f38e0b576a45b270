namespace Portal.Web.Hosting;

/// <summary>What the command line asks for: a command (else the portal is served) and whether it is the demo.</summary>
internal sealed record Arguments(string? Command, bool Demo, string[] Rest)
{
    private static readonly string[] Commands = ["verify", "migrate", "health"];

    public static Arguments Parse(string[] args) => new(
        args.FirstOrDefault(Commands.Contains),
        args.Contains("--demo"),
        [.. args.Where(arg => arg != "--demo" && !Commands.Contains(arg))]);
}

namespace Portal.Web.Hosting;

/// <summary>What the command line asks for: a command (else the portal is served), and whether it is the demo, made anew or kept.</summary>
internal sealed record Arguments(string? Command, bool Demo, bool Fresh, string[] Rest)
{
    private static readonly string[] Commands = ["verify", "migrate", "health"];

    public static Arguments Parse(string[] args) => new(
        args.FirstOrDefault(Commands.Contains),
        args.Contains("--demo"),
        args.Contains("--fresh"),
        [.. args.Where(arg => arg is not ("--demo" or "--fresh") && !Commands.Contains(arg))]);
}

namespace Portal.Web.Hosting;

/// <summary>What the command line asks for: a command (else the portal is served), and whether it is the demo, made anew or kept.</summary>
internal sealed record Arguments(string? Command, string? File, bool Demo, bool Fresh, string[] Rest)
{
    private static readonly string[] Commands = ["verify", "migrate", "backup", "restore", "health"];

    private static readonly string[] WithFile = ["backup", "restore"];

    public static Arguments Parse(string[] args)
    {
        var command = args.FirstOrDefault(Commands.Contains);
        var at = Array.IndexOf(args, command);
        var file = WithFile.Contains(command) && at + 1 < args.Length && !args[at + 1].StartsWith('-') ? args[at + 1] : null;
        return new(
            command, file, args.Contains("--demo"), args.Contains("--fresh"),
            [.. args.Where((arg, index) => arg is not ("--demo" or "--fresh") && !Commands.Contains(arg) && !(file is not null && index == at + 1))]);
    }
}

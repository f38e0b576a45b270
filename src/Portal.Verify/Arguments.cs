namespace Portal.Verify;

/// <summary>What a command was given: one file, and options that each take one value, in any order.</summary>
internal sealed record Arguments(string File, IReadOnlyDictionary<string, string> Options)
{
    public static Arguments Parse(ReadOnlySpan<string> args, string what, params IReadOnlyList<string> known)
    {
        string? file = null;
        var options = new Dictionary<string, string>();
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (known.Contains(arg))
            {
                if (options.ContainsKey(arg)) throw Bad($"{arg} is given twice.");
                options[arg] = ++i < args.Length ? args[i] : throw Bad($"{arg} needs a value.");
            }
            else
            {
                if (arg is ['-', ..]) throw Bad($"There is no option '{arg}'.");
                file = file is null ? arg : throw Bad("More than one file is given.");
            }
        }

        return new(file ?? throw Bad($"The {what}'s file is missing."), options);
    }

    public string Needed(string option) => Options.GetValueOrDefault(option) ?? throw Bad($"{option} is missing.");

    public static UnusableInputException Bad(string message) => new(message) { ShowsUsage = true };
}

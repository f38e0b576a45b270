namespace Portal.Web.Demo;

/// <summary>
/// Chance that is the same every time: numbers that follow from a seed alone (SplitMix64; Steele, Lea and Flood, Fast splittable
/// pseudorandom number generators, OOPSLA 2014). Each draw gives the next number.
/// </summary>
internal struct Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>One seed for a thing that is known by three numbers.</summary>
    public static Chance Of(ulong stream, ulong major, ulong minor)
    {
        var mixed = new Chance(stream);
        mixed._state = mixed.Bits() ^ major;
        mixed._state = mixed.Bits() ^ minor;
        return new Chance(mixed.Bits());
    }

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Around 0 with standard deviation 1.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());

    /// <summary>One of several, by weight.</summary>
    public string OneOf(params ReadOnlySpan<(string What, double Weight)> choices)
    {
        var left = Share();
        foreach (var (what, weight) in choices)
        {
            if ((left -= weight) < 0)
                return what;
        }

        return choices[^1].What;
    }

    private ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

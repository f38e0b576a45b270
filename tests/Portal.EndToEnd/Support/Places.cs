using System.Reflection;

namespace Portal.EndToEnd.Support;

/// <summary>Where things lie, seen from the compiled tests: tests/Portal.EndToEnd/bin/(configuration)/(framework).</summary>
internal static class Places
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Output.FullName, "..", "..", "..", "..", ".."));

    /// <summary>A program of the portal, built in the tests' own configuration.</summary>
    public static string Program(string project) =>
        Path.Combine(Root, "src", project, "bin", Output.Parent?.Name ?? "", Output.Name, project + ".dll");

    /// <summary>The library that moves the clock of a process which is started with it.</summary>
    public static string FakeTime() =>
        new DirectoryInfo("/usr/lib").EnumerateDirectories("*-linux-gnu*").Select(folder => Path.Combine(folder.FullName, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("libfaketime is not installed: ./test.sh does.");

    /// <summary>A file that stays behind for people to look at.</summary>
    public static string Result(params string[] path)
    {
        var file = Path.Combine([Root, "TestResults", Assembly.GetExecutingAssembly().GetName().Name ?? "", .. path]);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? Root);
        return file;
    }
}

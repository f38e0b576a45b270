using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Portal.Data;

/// <summary>
/// Makes the SQLite parts fit together where the feed has older ones (src/decisions/0002-parts-that-do-not-restore.md), and
/// prefers the operating system's engine to the bundled one when that is newer.
/// </summary>
public static class SqliteEngine
{
    private const string System = "libsqlite3.so.0";
    private static readonly Version Oldest = new(3, 38);

    /// <summary>Which engine is used, for the log and for /health/ready.</summary>
    public static string Description => $"SQLite {Version.Value}";

    /// <summary>Bound once, before the first connection.</summary>
    public static Lazy<Version> Version { get; } = new(Bind);

    [ModuleInitializer]
    [global::System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The answer must be in place before EF Core first asks for the assembly.")]
    internal static void Prepare()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            if (name.Name?.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) != true)
                return null;

            var path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
    }

    private static Version Bind()
    {
        var provider = typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly;
        if (OfTheSystem() is { } handle)
            NativeLibrary.SetDllImportResolver(provider, (_, _, _) => handle);
        SQLitePCL.Batteries_V2.Init();
        return new Version(SQLitePCL.raw.sqlite3_libversion().utf8_to_string());
    }

    private static nint? OfTheSystem()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(System, out var handle))
            return null;

        return NativeLibrary.TryGetExport(handle, "sqlite3_libversion", out var export)
            && Marshal.PtrToStringUTF8(Call(export)) is { } text && new Version(text) >= Oldest
            ? handle
            : null;
    }

    private static unsafe nint Call(nint export) => ((delegate* unmanaged<nint>)export)();
}

using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Web.Tests.Support;

/// <summary>bUnit asks for a newer AngleSharp.Diffing than every feed has; the version is the only mismatch of what it uses.</summary>
internal static class AssemblyVersions
{
#pragma warning disable CA2255 // A test assembly is an application here: it must answer before bUnit's first type is loaded.
    [ModuleInitializer]
    internal static void Answer() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AngleSharp.Diffing" && Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll") is var file && File.Exists(file)
            ? context.LoadFromAssemblyPath(file)
            : null;
#pragma warning restore CA2255
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Web.Tests.Support;

/// <summary>bUnit asks for an AngleSharp.Diffing that not every feed has; the one beside the tests serves (src/decisions/0002).</summary>
internal static class LoadDiffing
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The answer must be in place before bUnit first asks for the assembly.")]
    internal static void Prepare() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
}

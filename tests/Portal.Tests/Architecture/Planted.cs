// A small assembly's worth of capabilities that use each other in every way a boundary can be crossed. They are read, never run.
#pragma warning disable IDE0130 // The namespaces are what is tested.
#pragma warning disable IDE0051, CA1812, CA1852 // Nobody calls them.

namespace Planted.Shared
{
    internal sealed class Plain;

    internal sealed class KnowsACapability
    {
        public Cellar.Wine? Wine { get; init; }
    }
}

namespace Planted.Data
{
    internal sealed class Context
    {
        public List<Cellar.Wine> Wines { get; } = [];
    }
}

namespace Planted.Cellar
{
    internal class Wine
    {
        public const string Colour = "red";

        public static Wine Pour() => new();

        public void Drink(Shared.Plain from) => from.ToString();
    }

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class CorkedAttribute : Attribute;
}

namespace Planted.Kitchen
{
    internal sealed class Allowed
    {
        public Cellar.Wine? Wine { get; init; }
    }
}

namespace Planted.Garden
{
    internal sealed class ByBaseType : Cellar.Wine;

    internal sealed class ByField
    {
        public readonly Cellar.Wine Wine = new();
    }

    internal sealed class BySignature
    {
        public void Take(Cellar.Wine wine) => ArgumentNullException.ThrowIfNull(wine);
    }

    internal sealed class ByGenericArgument
    {
        public Dictionary<string, List<Cellar.Wine[]>> Wines { get; } = [];
    }

    [Cellar.Corked]
    internal sealed class ByAttribute;

    internal sealed class ByBody
    {
        public string Take() => Cellar.Wine.Pour().ToString() ?? "";
    }

    internal sealed class ByLambda
    {
        public Func<string> Later(string with) => () => with + Cellar.Wine.Pour();
    }

    internal sealed class ByAwait
    {
        public async Task<string> Later()
        {
            await Task.Yield();
            return Cellar.Wine.Pour().ToString() ?? "";
        }
    }

    internal sealed class ByWhatTheHubHolds
    {
        public int Count(Data.Context context) => context.Wines.Count;
    }

    internal sealed class ByNestedClass
    {
        private sealed class Inner
        {
            public Type Kind => typeof(Cellar.Wine);
        }
    }

    internal sealed class Innocent
    {
        public Shared.Plain? Plain { get; init; }
    }
}

using System.Text.RegularExpressions;
using Portal.Ledger.Packs;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>What a pack is about: everything, the systems of a department, or one system.</summary>
public abstract partial record PackScope
{
    private const string DepartmentPrefix = "department:";
    private const string SystemPrefix = "system:";
    private const int LongestDepartment = 200;

    private PackScope() { }

    /// <summary>As it stands in requests and manifests.</summary>
    public abstract string Text { get; }

    /// <summary>A refusal names the field.</summary>
    public static Result<PackScope> Read(string field, string? text) => text?.Trim() switch
    {
        PackLayout.Estate => new OfEstate(),
        { } scope when scope.StartsWith(DepartmentPrefix, StringComparison.Ordinal) && scope[DepartmentPrefix.Length..].Trim() is { Length: > 0 and <= LongestDepartment } department => new OfDepartment(department),
        { } scope when scope.StartsWith(SystemPrefix, StringComparison.Ordinal) && SystemCode().IsMatch(scope[SystemPrefix.Length..]) => new OfSystem(scope[SystemPrefix.Length..]),
        _ => new Invalid(field, "It is estate, department: with a department's name, or system: with a system's code, as in system:AIS-0003."),
    };

    /// <summary>What was read once and stored.</summary>
    internal static PackScope Of(string text) => Read("scope", text).Value;

    public sealed record OfEstate : PackScope
    {
        public override string Text => PackLayout.Estate;
    }

    public sealed record OfDepartment(string Department) : PackScope
    {
        public override string Text => DepartmentPrefix + Department;
    }

    public sealed record OfSystem(string Code) : PackScope
    {
        public override string Text => SystemPrefix + Code;
    }

    [GeneratedRegex(@"^AIS-[0-9]{4,9}\z")]
    private static partial Regex SystemCode();
}

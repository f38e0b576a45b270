using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Portal.Tests.Architecture;

/// <summary>One type using another, as the compiled code has it: in a base type, a signature, an attribute or a method's body.</summary>
public sealed record Reference(string User, string Used)
{
    public override string ToString() => $"{User} uses {Used}";
}

/// <summary>Reads what a compiled assembly really refers to; source code would hide what is inferred, extended or captured.</summary>
public static class References
{
    // Each holds the whole model once more, written by a tool into the hub, which may see all: gigabytes of names for nothing.
    private const string Migrations = ".Migrations.";

    public static IReadOnlyList<Reference> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.GetTypes()
               let user = Outermost(type)
               where !user.Contains(Migrations, StringComparison.Ordinal)
               from used in UsedBy(type).SelectMany(Parts).Select(Outermost).Distinct()
               select new Reference(user, used),
        ];
    }

    public static IReadOnlyList<string> AssembliesOf(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. module.AssemblyReferences.Select(reference => reference.Name)];
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Properties.Select(property => property.PropertyType),
        .. Constraints(type),
        .. Attributes(type),
        .. type.Fields.SelectMany(Attributes),
        .. type.Properties.SelectMany(Attributes),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) =>
    [
        .. Signature(method),
        .. Constraints(method),
        .. Attributes(method),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(UsedBy) : [],
    ];

    private static IEnumerable<TypeReference?> UsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider owner) =>
        owner.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider owner) => owner.CustomAttributes.SelectMany<CustomAttribute, TypeReference>(attribute =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>(),
    ]);

    /// <summary>A list of promotions by person is a list, a promotion and a person.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        RequiredModifierType modified => [.. Parts(modified.ElementType), .. Parts(modified.ModifierType)],
        TypeSpecification specified => Parts(specified.ElementType),
        _ => [type],
    };

    /// <summary>What the compiler or a nested class writes belongs to the type that a reader would open.</summary>
    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName;
    }
}

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Nq72.Architecture.Tests.Code;

/// <summary>Every type that a type's signature and code name. Constants are not seen: the compiler copies them in.</summary>
internal static class NamedTypes
{
    public static IEnumerable<TypeReference> In(TypeDefinition type)
    {
        IEnumerable<TypeReference?> named =
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.GenericParameters.SelectMany(Constraints),
            .. Attributes(type),
            .. type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)),
            .. type.Properties.SelectMany(property => Attributes(property).Append(property.PropertyType)),
            .. type.Events.SelectMany(@event => Attributes(@event).Append(@event.EventType)),
            .. type.Methods.SelectMany(In),
        ];
        return named.SelectMany(Parts);
    }

    /// <summary>The methods that a type's code calls or makes delegates of.</summary>
    public static IEnumerable<(MethodDefinition From, MethodReference To)> Calls(TypeDefinition type) =>
        type.Methods.Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions.Select(instruction => (From: method, To: instruction.Operand as MethodReference)))
            .Where(call => call.To is not null)
            .Select(call => (call.From, call.To!));

    private static IEnumerable<TypeReference?> In(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
        [
            method.ReturnType,
            .. method.Parameters.SelectMany(parameter => Attributes(parameter).Append(parameter.ParameterType)),
            .. method.GenericParameters.SelectMany(Constraints),
            .. Attributes(method),
        ];
        return method.HasBody
            ? signature.Concat(method.Body.Variables.Select(variable => variable.VariableType)).Concat(method.Body.Instructions.SelectMany(In))
            : signature;
    }

    private static IEnumerable<TypeReference?> In(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [.. In(generic), .. generic.GenericArguments],
        MethodReference method => In(method),
        _ => [],
    };

    private static IEnumerable<TypeReference?> In(MethodReference method) =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference?> Constraints(GenericParameter parameter) => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.Properties.Select(property => property.Argument))
            .Select(argument => argument.Value as TypeReference)
            .Append(attribute.AttributeType));

    // arrays, references and generics come apart; a nested type stands for its outermost one
    private static IEnumerable<TypeReference> Parts(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter or FunctionPointerType:
                return [];
            case IModifierType modifier:
                return Parts(modifier.ElementType).Concat(Parts(modifier.ModifierType));
            case GenericInstanceType generic:
                return Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts));
            case TypeSpecification specification:
                return Parts(specification.ElementType);
            default:
                while (type.DeclaringType is not null)
                    type = type.DeclaringType;
                return [type];
        }
    }
}

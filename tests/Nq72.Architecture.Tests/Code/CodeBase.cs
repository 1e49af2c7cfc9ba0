using Mono.Cecil;

namespace Nq72.Architecture.Tests.Code;

/// <summary>The types that rules are held against: the product's, or those planted to break one rule.</summary>
internal sealed class CodeBase
{
    private CodeBase(IEnumerable<CodeType> types) => Types = [.. types];

    public IReadOnlyList<CodeType> Types { get; }

    /// <summary>Names of the projects whose assemblies must be among the checked ones.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. new[] { "src", "themes" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The product's assemblies, as built (below <see cref="Projects"/>, which it reads).</summary>
    public static CodeBase Product { get; } = new(ReadProduct());

    /// <summary>The types under <c>Planted.{name}</c>, as if they lay in the product: the prefix is cut off all names.</summary>
    public static CodeBase Planted(string name)
    {
        var prefix = $"Planted.{name}.";
        var module = ModuleDefinition.ReadModule(typeof(CodeBase).Assembly.Location);
        return new(module.Types.Where(type => type.Namespace.StartsWith(prefix, StringComparison.Ordinal)).Select(type => new CodeType(type, prefix)));
    }

    private static IEnumerable<CodeType> ReadProduct()
    {
        foreach (var project in Projects)
        {
            var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, project + ".dll"));
            var pages = module.Assembly.CustomAttributes
                .Where(attribute => attribute.AttributeType.Name == "RazorCompiledItemAttribute")
                .ToDictionary(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).FullName, attribute => (string)attribute.ConstructorArguments[2].Value, StringComparer.Ordinal);
            foreach (var type in module.Types)
            {
                if (pages.TryGetValue(type.FullName, out var path))
                    yield return new CodeType(type, "") { Page = path };
                else if (type.Namespace == project || type.Namespace.StartsWith(project + ".", StringComparison.Ordinal) || type.FullName == "Program")
                    yield return new CodeType(type, "");
            }
        }
    }
}

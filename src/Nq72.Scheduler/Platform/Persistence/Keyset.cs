using System.Linq.Expressions;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Comparisons of text in the database's own order, for keyset paging.</summary>
public static class Keyset
{
    /// <summary>Rows whose key sorts after a value, in the order that <c>ORDER BY</c> of the same column has.</summary>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, Expression<Func<T, string>> key, string value) =>
        rows.Where(Expression.Lambda<Func<T, bool>>(IsAfter(key.Body, value), key.Parameters));

    private static BinaryExpression IsAfter(Expression key, string value)
    {
        // a closure's field becomes a parameter of the statement; a constant would be written into its text
        Expression<Func<string>> held = () => value;
        return Expression.GreaterThan(Expression.Call(typeof(string), nameof(string.Compare), null, key, held.Body), Expression.Constant(0));
    }
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Shared;

namespace Portal.Tracking.Search;

/// <summary>Rows that are still to be read.</summary>
internal sealed record Rows<T>(IQueryable<T> All);

/// <summary>Turns comparisons into conditions that both databases understand.</summary>
internal static class Matching
{
    public static Result<Rows<T>> WhereText<T>(this IQueryable<T> rows, Expression<Func<T, string>> text, Condition condition)
    {
        if (condition.IsOrder)
            return new Invalid("filter", $"'{condition.Name}' is a text: it is compared by =, !=, LIKE, ILIKE, IN and NOT IN.");

        return new Rows<T>(rows.Where(Over(text, OfText(condition))));
    }

    /// <summary>Numbers that are whole: times, versions.</summary>
    public static Result<Rows<T>> WhereNumber<T>(this IQueryable<T> rows, Expression<Func<T, long>> number, Condition condition)
    {
        if (condition.Number is not { } wanted || Math.Abs(wanted) >= long.MaxValue || OfNumber((long)wanted, condition.Comparator) is not { } predicate)
            return NoNumber(condition);

        return new Rows<T>(rows.Where(Over(number, predicate)));
    }

    public static Result<Rows<T>> WhereFigure<T>(this IQueryable<T> rows, Expression<Func<T, double>> figure, Condition condition)
    {
        if (condition.Number is not { } wanted || double.IsNaN(wanted) || OfFigure(wanted, condition.Comparator) is not { } predicate)
            return NoNumber(condition);

        return new Rows<T>(rows.Where(Over(figure, predicate)));
    }

    private static Invalid NoNumber(Condition condition) => new("filter", $"'{condition.Name}' is a number: it is compared with one, by =, !=, >, >=, < and <=.");

    private static Expression<Func<string, bool>> OfText(Condition condition)
    {
        var (value, values) = (condition.Text, condition.Values.ToList());
        return condition.Comparator switch
        {
            Comparator.Equal => text => text == value,
            Comparator.NotEqual => text => text != value,
            Comparator.In => text => values.Contains(text),
            Comparator.NotIn => text => !values.Contains(text),
            Comparator.ILike => InAnyCase(value.ToLowerInvariant()),
            _ => InThisCase(value),
        };
    }

    private static Expression<Func<string, bool>> InAnyCase(string pattern) => text => EF.Functions.Like(text.ToLower(), pattern);

    /// <summary>One of the databases does not look at case in LIKE, so the parts between the wildcards are looked for as well.</summary>
    private static Expression<Func<string, bool>> InThisCase(string pattern)
    {
        var parts = pattern.Split('%', '_');
        var (first, last) = (parts[0], parts[^1]);
        Expression<Func<string, bool>> whole = text => EF.Functions.Like(text, pattern) && text.Substring(0, first.Length) == first && text.Substring(text.Length - last.Length) == last;
        return parts.Skip(1).SkipLast(1).Where(part => part.Length > 0).Aggregate(whole, (all, part) =>
        {
            Expression<Func<string, bool>> holds = text => text.Contains(part);
            return Expression.Lambda<Func<string, bool>>(Expression.AndAlso(all.Body, Replace(holds.Body, holds.Parameters[0], all.Parameters[0])), all.Parameters);
        });
    }

    private static Expression<Func<long, bool>>? OfNumber(long wanted, Comparator comparator) => comparator switch
    {
        Comparator.Equal => number => number == wanted,
        Comparator.NotEqual => number => number != wanted,
        Comparator.Greater => number => number > wanted,
        Comparator.GreaterOrEqual => number => number >= wanted,
        Comparator.Less => number => number < wanted,
        Comparator.LessOrEqual => number => number <= wanted,
        _ => null,
    };

    private static Expression<Func<double, bool>>? OfFigure(double wanted, Comparator comparator) => comparator switch
    {
        Comparator.Equal => figure => figure == wanted,
        Comparator.NotEqual => figure => figure != wanted,
        Comparator.Greater => figure => figure > wanted,
        Comparator.GreaterOrEqual => figure => figure >= wanted,
        Comparator.Less => figure => figure < wanted,
        Comparator.LessOrEqual => figure => figure <= wanted,
        _ => null,
    };

    public static Expression<Func<T, bool>> Over<T, TValue>(Expression<Func<T, TValue>> value, Expression<Func<TValue, bool>> predicate) =>
        Expression.Lambda<Func<T, bool>>(Replace(predicate.Body, predicate.Parameters[0], value.Body), value.Parameters);

    private static Expression Replace(Expression body, ParameterExpression what, Expression by) => new Replacing(what, by).Visit(body);

    private sealed class Replacing(ParameterExpression what, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == what ? by : base.VisitParameter(node);
    }
}

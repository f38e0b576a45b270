using System.Linq.Expressions;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Search;

/// <summary>What searches of experiments, logged models, registered models and their versions share: tags of an owner.</summary>
internal static class NamedMatching
{
    /// <summary>Whatever lacks the tag is also what does not have this value: a model that is no prompt need not say so.</summary>
    public static Result<Rows<T>> WhereTag<T>(this IQueryable<T> rows, PortalDb db, Expression<Func<T, TrackedId>> id, TextKind kind, Condition condition)
    {
        var isAbsence = condition.Comparator is Comparator.NotEqual or Comparator.NotIn;
        var asked = condition.Comparator switch
        {
            Comparator.NotEqual => condition with { Comparator = Comparator.Equal },
            Comparator.NotIn => condition with { Comparator = Comparator.In },
            _ => condition,
        };
        if (!db.TrackedTexts.Where(text => text.Kind == kind && text.Key == condition.Key).WhereText(text => text.Value, asked).Succeeded(out var texts, out var refusal))
            return refusal;

        var owners = texts.All.Select(text => text.Owner);
        Expression<Func<TrackedId, bool>> has = isAbsence ? owner => !owners.Contains(owner) : owner => owners.Contains(owner);
        return new Rows<T>(rows.Where(Matching.Over(id, has)));
    }

    /// <summary>Applies each condition in turn; the first that cannot be is the refusal.</summary>
    public static Result<Rows<T>> Each<T>(this IQueryable<T> rows, Filter filter, Func<IQueryable<T>, Condition, Result<Rows<T>>> where)
    {
        foreach (var condition in filter.Conditions)
        {
            if (!where(rows, condition).Succeeded(out var passing, out var refusal))
                return refusal;
            rows = passing.All;
        }

        return new Rows<T>(rows);
    }

    public static Invalid Unknown(Condition condition, string known) => new("filter", $"'{condition.Name}' is nothing that is searched for here: {known} are.");
}

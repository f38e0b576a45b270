using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A seat on the board: a function and who holds it.</summary>
public sealed class Seat(string function, PersonId holder, DateTimeOffset since)
{
    public string Function { get; private set; } = function;

    public PersonId Holder { get; private set; } = holder;

    public DateTimeOffset Since { get; private set; } = since;
}

namespace Portal.Shared;

/// <summary>One page of a list that was cut in the database.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, int Total)
{
    public int Count => Math.Max(1, (Total + Size - 1) / Size);
}

/// <summary>Which way round a list is sorted.</summary>
public enum SortDirection { Ascending = 1, Descending }

/// <summary>Which page: numbers start at 1, a size is at most 200.</summary>
public readonly record struct PageRequest
{
    public const int MostRows = 200;

    public PageRequest(int number, int size) => (Number, Size) = (Math.Max(1, number), Math.Clamp(size, 1, MostRows));

    public int Number { get; }

    public int Size { get; }

    public int Skip => (int)Math.Min(int.MaxValue, (long)(Number - 1) * Size);
}

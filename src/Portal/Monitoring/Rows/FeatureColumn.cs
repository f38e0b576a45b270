using System.Globalization;
using System.Text;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Rows;

/// <summary>The values of one feature over many rows. A row that says nothing, or null, is NaN without a text: missing.</summary>
internal sealed class FeatureColumn(string name)
{
    private const int MostClasses = 20;

    private double[] _numbers = [];
    private string?[]? _texts;

    /// <summary>Rows of which it is settled what they hold.</summary>
    private int _rows;

    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public bool HasTexts => _texts is not null;

    public bool HasNumbers { get; private set; }

    /// <summary>False when the row has a value of this name already.</summary>
    public bool TrySet(int row, double number)
    {
        if (!TryOpen(row))
            return false;

        _numbers[row] = number;
        HasNumbers |= !double.IsNaN(number);
        return true;
    }

    /// <summary>False when the row has a value of this name already.</summary>
    public bool TrySet(int row, string text)
    {
        if (!TryOpen(row))
            return false;

        _numbers[row] = double.NaN;
        _texts ??= new string?[_numbers.Length];
        _texts[row] = text;
        return true;
    }

    /// <summary>Settles every row up to <paramref name="rows"/>: what was not set is missing.</summary>
    public void Close(int rows)
    {
        Reserve(rows);
        if (rows > _rows)
            Array.Fill(_numbers, double.NaN, _rows, rows - _rows);
        _rows = Math.Max(_rows, rows);
    }

    /// <summary>The bins of a baseline: numeric when every value is a number, else categorical.</summary>
    public FrozenBins Freeze() => HasTexts
        ? CategoricalBins.Freeze(Enumerable.Range(0, _rows).Select(CategoryAt))
        : NumericBins.Freeze(_numbers.AsSpan(0, _rows));

    /// <summary>
    /// The bins of what was predicted, which an evaluation keeps as text: many different numbers are an amount or a score, a few
    /// are names of classes.
    /// </summary>
    public FrozenBins FreezeOutput()
    {
        var texts = Enumerable.Range(0, _rows).Select(CategoryAt).ToList();
        var numbers = texts.Select(text => text is null ? double.NaN : NumberOf(text)).ToArray();
        return texts.Distinct().Count() > MostClasses && numbers.Zip(texts).All(pair => pair.Second is null || double.IsFinite(pair.First))
            ? NumericBins.Freeze(numbers)
            : CategoricalBins.Freeze(texts);
    }

    /// <summary>Counts the values of some rows into bins of whatever kind the baseline has.</summary>
    public void Count(Range rows, FrozenBins bins, BinCounts into)
    {
        var (start, length) = rows.GetOffsetAndLength(_rows);
        switch (bins)
        {
            case NumericBins numeric when _texts is null:
                numeric.Count(_numbers.AsSpan(start, length), into);
                break;
            case NumericBins numeric:
                for (var row = start; row < start + length; row++)
                    numeric.Count(_texts[row] is { } text ? NumberOf(text) : _numbers[row], into);
                break;
            case CategoricalBins categorical:
                for (var row = start; row < start + length; row++)
                    categorical.Count(CategoryAt(row), into);
                break;
        }
    }

    /// <summary>The value of a row as a text; null when it is missing.</summary>
    public string? TextAt(int row) => row < _rows ? CategoryAt(row) : null;

    /// <summary>The value of a row as a number; null when it is missing, or a text.</summary>
    public double? NumberAt(int row) => row < _rows && !double.IsNaN(_numbers[row]) ? _numbers[row] : null;

    private string? CategoryAt(int row) =>
        _texts?[row] ?? (double.IsNaN(_numbers[row]) ? null : _numbers[row].ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A text that is no number is nothing to compute with: counted as invalid, as an infinity is.</summary>
    private static double NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.PositiveInfinity;

    private bool TryOpen(int row)
    {
        if (row < _rows)
            return false;

        Close(row);
        Reserve(row + 1);
        _rows = row + 1;
        return true;
    }

    private void Reserve(int rows)
    {
        if (rows <= _numbers.Length)
            return;

        var size = Math.Max(rows, Math.Max(64, _numbers.Length * 2));
        Array.Resize(ref _numbers, size);
        if (_texts is not null)
            Array.Resize(ref _texts, size);
    }
}

using System.Text;

namespace Portal.Tests.Shared;

/// <summary>A spreadsheet of systems as somebody hands it in: fifty rows, seven faults in six of them.</summary>
internal static class Sheet
{
    public const int Rows = 50;
    public const int FaultyRows = 6;

    private static readonly string[] Columns =
        ["Name", "Kind", "Lane", "Legal entity", "Countries", "Business owner (e-mail)", "Department", "Purpose", "May stop", "Data sources", "Temporary until", "Proposed tier", "Cost centre"];

    public static byte[] WithFaults(string owner) => Of(Columns, Enumerable.Range(2, Rows).Select(number => Row(number, owner)));

    public static byte[] Of(IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows, char separator = ',') =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(columns).Select(cells => string.Join(separator, cells.Select(Cell)))) + "\r\n");

    /// <summary>That many systems that have nothing but a name.</summary>
    public static byte[] OfNames(int count) => Of(["Name"], Enumerable.Range(1, count).Select(at => (string[])[$"System {at}"]));

    private static string[] Row(int number, string owner)
    {
        string[] row =
        [
            $"System {number}", "Classic ML", "Governed", "Example Bank AG", "AT, DE", owner, "Retail lending",
            $"Sorts, \"scores\" and files\ncase {number}.", "To its fall-back only", "Core banking; Credit bureau", "2027-12-31", "High", "4711",
        ];
        switch (number)
        {
            case 5: row[0] = " "; break;
            case 9: row[1] = "Quantum"; break;
            case 13: row[5] = "nobody@example.org"; break;
            case 20: row[0] = new string('x', 121); break;
            case 27: row[0] = "system 26"; break;
            case 41: (row[8], row[10]) = ("Perhaps", "31.12.2027"); break;
        }

        return row;
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",;\t\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}

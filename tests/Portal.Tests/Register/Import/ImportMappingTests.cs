using System.Text;
using Portal.Register;
using Portal.Register.Import;

namespace Portal.Tests.Register.Import;

public sealed class ImportMappingTests
{
    [Fact]
    public void Columns_are_taken_by_key_or_label_and_others_are_left_out()
    {
        var mapping = ImportMapping.Guess(File("Name;mayStop;FALL-BACK;Business owner (e-mail);technical owner;Cost centre;name"));

        Assert.Equal(["name", "mayStop", "fallback", "businessOwner", "technicalOwner", null, null], mapping.Fields);
        Assert.Empty(mapping.FaultsFor(File("Name;mayStop;FALL-BACK;Business owner (e-mail);technical owner;Cost centre;name")));
    }

    [Fact]
    public void Every_label_of_a_field_that_can_be_imported_is_found() =>
        Assert.Equal(ImportFields.All.Select(field => field.Key), ImportMapping.Guess(File(string.Join(';', ImportFields.All.Select(field => field.Label)))).Fields);

    [Fact]
    public void What_cannot_be_imported_has_no_place_in_one_cell()
    {
        string[] notInOneCell = ["raci", "uses", "documents", "answers", "legalRole"];

        Assert.Empty(EntryFields.All.Select(field => field.Key).Except(ImportFields.All.Select(field => field.Key)).Except(notInOneCell));
        Assert.Empty(ImportFields.All.Select(field => field.Key).Except(EntryFields.All.Select(field => field.Key)));
        Assert.All(ImportFields.All, field => Assert.NotEmpty(field.Takes));
    }

    [Fact]
    public void A_mapping_that_does_not_fit_names_its_columns()
    {
        var file = File("A;B;C");

        Assert.Equal(["mapping"], Faults(new(["name"]), file));
        Assert.Equal(["mapping"], Faults(new([null, "kind", null]), file));
        Assert.Equal(["mapping[1]"], Faults(new(["name", "weather", null]), file));
        Assert.Equal(["mapping[2]"], Faults(new(["name", "kind", "kind"]), file));
        Assert.Equal(["mapping[1]"], Faults(new(["name", "documents", null]), file));
        Assert.Empty(Faults(new ImportMapping([null, null, null]).With(1, "name"), file));
    }

    private static IEnumerable<string> Faults(ImportMapping mapping, CsvFile file) => mapping.FaultsFor(file).Select(fault => fault.Field);

    private static CsvFile File(string columns) => CsvReading.Read(Encoding.UTF8.GetBytes($"{columns}\nx\n")).Value;
}

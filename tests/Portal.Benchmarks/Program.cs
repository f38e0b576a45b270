using Portal.Benchmarks;
using Portal.Benchmarks.Circuits;
using Portal.Benchmarks.Statistics;

// dotnet run -c Release --project tests/Portal.Benchmarks -- NAME; it ends with 1 when a figure is beyond its limit.
return args switch
{
    ["circuits"] => await CircuitsLoad.Run(200, TimeSpan.FromMinutes(5)),
    ["circuits", var circuits, var seconds] when int.TryParse(circuits, out var count) && count > 0 && int.TryParse(seconds, out var length) && length > 0 => await CircuitsLoad.Run(count, TimeSpan.FromSeconds(length)),
    ["intake"] => await IntakeLoad.Run(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)),
    ["intake", var seconds] when int.TryParse(seconds, out var count) && count > 0 => await IntakeLoad.Run(TimeSpan.FromSeconds(count), TimeSpan.FromSeconds(count)),
    ["ledger"] => await LedgerLoad.Run(1_000_000),
    ["ledger", var entries] when int.TryParse(entries, out var count) && count > 0 => await LedgerLoad.Run(count),
    ["mlflow"] => await MlflowLoad.Run(10_000),
    ["mlflow", var runs] when int.TryParse(runs, out var count) && count > 0 => await MlflowLoad.Run(count),
    ["pack"] => await PackLoad.Run(2_000, 200_000),
    ["pack", var systems, var entries] when int.TryParse(systems, out var many) && many > 0 && int.TryParse(entries, out var count) && count > 0 => await PackLoad.Run(many, count),
    [PackLoad.MakeIn, var folder] => await PackLoad.Make(folder),
    ["records"] => await RecordsLoad.Run(TimeSpan.FromSeconds(10)),
    ["register"] => await RegisterLoad.Run(10_000),
    ["register", var systems] when int.TryParse(systems, out var count) && count > 0 => await RegisterLoad.Run(count),
    ["statistics"] => await StatisticsLoad.Run(1_000_000),
    ["statistics", var rows] when int.TryParse(rows, out var count) && count > 0 => await StatisticsLoad.Run(count),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Portal.Benchmarks circuits [CIRCUITS SECONDS] | intake [SECONDS] | ledger [ENTRIES] | mlflow [RUNS] | pack [SYSTEMS ENTRIES] | records | register [SYSTEMS] | statistics [ROWS]");
    return 2;
}
